/** Operations that have a runbook whatever fires: deploy to post-incident review. */
export const OPERATION_RUNBOOKS = [
  "deploy",
  "roll-back",
  "scale",
  "fail-over",
  "fail-back",
  "restore",
  "rotate",
  "incident",
  "post-incident-review",
] as const;

/** Alarm families: alarms that call for the same response share a runbook. */
export const ALARM_RUNBOOKS = [
  "service-errors",
  "service-latency",
  "service-traffic",
  "service-saturation",
  "service-health",
  "service-capacity",
  "application-errors",
  "database-saturation",
  "database-connections",
  "database-latency",
  "cache-saturation",
  "table-throttling",
  "bucket-errors",
  "queue-backlog",
  "dead-letter-queue",
  "edge-errors",
  "edge-health",
  "blocked-requests",
  "job-failures",
  "canary-failures",
  "indicator-failures",
  "error-budget",
  "monitoring-gap",
  "deployment-failure",
  "security-finding",
  "compliance-deviation",
  "infrastructure-drift",
  "backup-failure",
  "replication-lag",
  "region-failure",
  "migration-replication",
  "capacity-forecast",
  "quota-limit",
  "cost-overrun",
] as const;

/** Procedures that only some plans need: written where what they work on is generated. */
export const PROCEDURE_RUNBOOKS = [
  "data-retention",
  "data-erasure",
  "breach-notification",
  "cut-over",
  "migration-rollback",
  "load-test",
] as const;

export type OperationRunbook = (typeof OPERATION_RUNBOOKS)[number];
export type AlarmRunbook = (typeof ALARM_RUNBOOKS)[number];
export type ProcedureRunbook = (typeof PROCEDURE_RUNBOOKS)[number];
export type Runbook = OperationRunbook | AlarmRunbook | ProcedureRunbook;

/** Path of a runbook below the documents of one plan and environment. */
export function runbookPath(runbook: Runbook): string {
  return `runbooks/${runbook}.md`;
}
