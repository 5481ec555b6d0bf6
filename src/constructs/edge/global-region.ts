import type { Plan } from "../../model/plan";

/** Where CloudFront, its web ACL and Route 53 have their configuration, logs and metrics (AWS documentation). */
export const GLOBAL_REGION = "us-east-1";

/** The `region` argument of a resource that stands elsewhere than the plan; nothing where it is the plan's own. */
export function regionArgument(plan: Plan, region: string): { readonly region?: string } {
  return region === plan.environment.region ? {} : { region };
}
