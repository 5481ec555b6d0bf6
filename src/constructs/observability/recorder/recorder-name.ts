import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { machineName } from "../../core/state-machine/logged-machine";

/** State machine that records error budgets and rates of a service. */
export function recorderNameParts(service: string): readonly string[] {
  return [service, "recorder"];
}

export function recorderArn(plan: Plan, service: string, region: string): string {
  return planArn(plan, "states", `stateMachine:${machineName(plan, recorderNameParts(service))}`, region);
}
