import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";

/** Step Functions allows 80 characters (CreateStateMachine). */
const NAME_MAX_LENGTH = 80;

/** State machine that records error budgets and rates of a service. */
export function recorderName(plan: Plan, service: string): string {
  return resourceName(plan, [service, "recorder"], NAME_MAX_LENGTH);
}

export function recorderArn(plan: Plan, service: string, region: string): string {
  return planArn(plan, "states", `stateMachine:${recorderName(plan, service)}`, region);
}
