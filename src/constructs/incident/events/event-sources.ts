import type { Plan } from "../../../model/plan";
import { databaseEvents } from "./database-events";
import { deploymentEvents } from "./deployment-events";
import type { EventSource } from "./event-source";
import { securityEvents } from "./security-events";

/** Every kind of event, beside alarms, that people of the plan are told of. */
export function eventSources(plan: Plan): readonly EventSource[] {
  return [...securityEvents(plan), ...databaseEvents(plan), ...deploymentEvents(plan)];
}
