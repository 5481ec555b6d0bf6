import { enabledTicket, type Plan } from "../../../model/plan";
import { backupEvents } from "./backup-events";
import { complianceEvents } from "./compliance-events";
import { controlEvents } from "./control-events";
import { costEvents } from "./cost-events";
import { databaseEvents } from "./database-events";
import { deploymentEvents } from "./deployment-events";
import type { EventSource } from "./event-source";
import { monitoringGapEvents } from "./monitoring-gap-events";
import { rotationEvents } from "./rotation-events";
import { securityEvents } from "./security-events";
import { sensitiveDataEvents } from "./sensitive-data-events";
import { vulnerabilityEvents } from "./vulnerability-events";

/** Every kind of event, beside alarms, that people of the plan are told of. */
export function eventSources(plan: Plan): readonly EventSource[] {
  const all = [
    ...securityEvents(plan),
    ...monitoringGapEvents(plan),
    ...complianceEvents(plan),
    ...controlEvents(plan),
    ...vulnerabilityEvents(plan),
    ...sensitiveDataEvents(plan),
    ...databaseEvents(plan),
    ...rotationEvents(plan),
    ...deploymentEvents(plan),
    ...backupEvents(plan),
    ...costEvents(plan),
  ];
  return all.filter((source) => source.notifies !== false || opensTicket(plan, source));
}

/** A rule that neither tells anybody nor opens a ticket would do nothing. */
function opensTicket(plan: Plan, { ticket }: EventSource): boolean {
  return ticket !== null && enabledTicket(plan, ticket.name) !== undefined;
}
