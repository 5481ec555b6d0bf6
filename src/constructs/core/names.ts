import { awsName } from "../../model/names";
import type { Plan } from "../../model/plan";

/**
 * `<plan>-<environment>-<parts>`, within an AWS limit. Unique in an account for unique parts: what stands in the recovery
 * region begins with `recovery`.
 */
export function resourceName(plan: Plan, parts: readonly string[], maxLength: number): string {
  return awsName([plan.name, plan.environment.name, ...sitePart(plan), ...parts], maxLength);
}

/** The word that tells names of the recovery region from those of the plan's own. */
export function sitePart({ environment }: Plan): readonly string[] {
  return environment.site === "recovery" ? ["recovery"] : [];
}

/** ARN of something whose name the plan decides, in the plan's account and region. */
export function planArn(plan: Plan, service: string, resource: string, region = plan.environment.region): string {
  return `arn:aws:${service}:${region}:${plan.environment.account}:${resource}`;
}
