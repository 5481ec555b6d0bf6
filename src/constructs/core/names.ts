import { awsName } from "../../model/names";
import type { Plan } from "../../model/plan";

/** `<plan>-<environment>-<parts>`, within an AWS limit. Unique in an account and region for unique parts. */
export function resourceName(plan: Plan, parts: readonly string[], maxLength: number): string {
  return awsName([plan.name, plan.environment.name, ...parts], maxLength);
}

/** ARN of something whose name the plan decides, in the plan's account and region. */
export function planArn(plan: Plan, service: string, resource: string, region = plan.environment.region): string {
  return `arn:aws:${service}:${region}:${plan.environment.account}:${resource}`;
}
