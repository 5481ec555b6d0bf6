import type { Plan } from "../../../model/plan";

/** Whether the plan itself records resources for AWS Config; else the organisation does, or nobody. */
export function recordsConfiguration({ security }: Plan): boolean {
  return security.configRules && security.configRecorder === "managed";
}
