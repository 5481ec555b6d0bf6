import type { Plan } from "../../../model/plan";
import { backupEvents } from "./backup-events";
import { complianceEvents } from "./compliance-events";
import { databaseEvents } from "./database-events";
import { deploymentEvents } from "./deployment-events";
import type { EventSource } from "./event-source";
import { monitoringGapEvents } from "./monitoring-gap-events";
import { securityEvents } from "./security-events";
import { vulnerabilityEvents } from "./vulnerability-events";

/** Every kind of event, beside alarms, that people of the plan are told of. */
export function eventSources(plan: Plan): readonly EventSource[] {
  return [
    ...securityEvents(plan),
    ...monitoringGapEvents(plan),
    ...complianceEvents(plan),
    ...vulnerabilityEvents(plan),
    ...databaseEvents(plan),
    ...deploymentEvents(plan),
    ...backupEvents(plan),
  ];
}
