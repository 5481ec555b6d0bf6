import type { Runbook } from "../../model/catalogue/runbooks";
import { applicationErrors } from "./application-errors";
import { backupFailure } from "./backup-failure";
import { blockedRequestsRunbook } from "./blocked-requests";
import { breachNotification } from "./breach-notification";
import { bucketErrors } from "./bucket-errors";
import { cacheSaturation } from "./cache-saturation";
import { canaryFailures } from "./canary-failures";
import { capacityForecast } from "./capacity-forecast";
import { complianceDeviation } from "./compliance-deviation";
import { costOverrun } from "./cost-overrun";
import { cutOver } from "./cut-over";
import { dataErasure } from "./data-erasure";
import { dataRetention } from "./data-retention";
import { databaseConnections } from "./database-connections";
import { databaseLatency } from "./database-latency";
import { databaseSaturation } from "./database-saturation";
import { deadLetterQueue } from "./dead-letter-queue";
import { deploy } from "./deploy";
import { deploymentFailure } from "./deployment-failure";
import { edgeErrors } from "./edge-errors";
import { edgeHealth } from "./edge-health";
import { errorBudget } from "./error-budget";
import { failBack } from "./fail-back";
import { failOver } from "./fail-over";
import { incident } from "./incident";
import { indicatorFailures } from "./indicator-failures";
import { infrastructureDrift } from "./infrastructure-drift";
import { jobFailures } from "./job-failures";
import { loadTest } from "./load-test";
import { migrationReplication } from "./migration-replication";
import { migrationRollback } from "./migration-rollback";
import { monitoringGap } from "./monitoring-gap";
import { postIncidentReview } from "./post-incident-review";
import { queueBacklog } from "./queue-backlog";
import { quotaLimit } from "./quota-limit";
import { regionFailure } from "./region-failure";
import { replicationLag } from "./replication-lag";
import { restore } from "./restore";
import { rollBack } from "./roll-back";
import { rotate } from "./rotate";
import type { RunbookWriter } from "./runbook-content";
import { scale } from "./scale";
import { securityFinding } from "./security-finding";
import { serviceCapacity } from "./service-capacity";
import { serviceErrors } from "./service-errors";
import { serviceHealth } from "./service-health";
import { serviceLatency } from "./service-latency";
import { serviceSaturation } from "./service-saturation";
import { serviceTraffic } from "./service-traffic";
import { tableThrottling } from "./table-throttling";

/** Who writes each runbook of the catalogue. */
export const RUNBOOK_WRITERS: Readonly<Record<Runbook, RunbookWriter>> = {
  deploy,
  "roll-back": rollBack,
  scale,
  "fail-over": failOver,
  "fail-back": failBack,
  restore,
  rotate,
  incident,
  "post-incident-review": postIncidentReview,
  "service-errors": serviceErrors,
  "service-latency": serviceLatency,
  "service-traffic": serviceTraffic,
  "service-saturation": serviceSaturation,
  "service-health": serviceHealth,
  "service-capacity": serviceCapacity,
  "application-errors": applicationErrors,
  "database-saturation": databaseSaturation,
  "database-connections": databaseConnections,
  "database-latency": databaseLatency,
  "cache-saturation": cacheSaturation,
  "table-throttling": tableThrottling,
  "queue-backlog": queueBacklog,
  "dead-letter-queue": deadLetterQueue,
  "edge-errors": edgeErrors,
  "edge-health": edgeHealth,
  "blocked-requests": blockedRequestsRunbook,
  "job-failures": jobFailures,
  "canary-failures": canaryFailures,
  "indicator-failures": indicatorFailures,
  "error-budget": errorBudget,
  "monitoring-gap": monitoringGap,
  "compliance-deviation": complianceDeviation,
  "infrastructure-drift": infrastructureDrift,
  "deployment-failure": deploymentFailure,
  "security-finding": securityFinding,
  "bucket-errors": bucketErrors,
  "backup-failure": backupFailure,
  "replication-lag": replicationLag,
  "region-failure": regionFailure,
  "migration-replication": migrationReplication,
  "data-retention": dataRetention,
  "data-erasure": dataErasure,
  "breach-notification": breachNotification,
  "cut-over": cutOver,
  "migration-rollback": migrationRollback,
  "capacity-forecast": capacityForecast,
  "quota-limit": quotaLimit,
  "cost-overrun": costOverrun,
  "load-test": loadTest,
};
