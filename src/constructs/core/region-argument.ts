import type { Plan } from "../../model/plan";

/** The `region` argument of a resource that stands elsewhere than the plan; nothing where it is the plan's own. */
export function regionArgument(plan: Plan, region: string): { readonly region?: string } {
  return region === plan.environment.region ? {} : { region };
}
