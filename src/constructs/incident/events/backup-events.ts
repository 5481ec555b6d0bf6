import { hasBackups } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import { backupVaultArn } from "../../recovery/backup/backup-names";
import type { EventSource } from "./event-source";

/**
 * Backups and copies that came to nothing (AWS Backup developer guide, EventBridge). Failed restore tests are not here: the
 * machine that validates them ends in failure, on which an alarm stands.
 */
export function backupEvents(plan: Plan): readonly EventSource[] {
  return hasBackups(plan) ? [backupFailed(plan), copyFailed(plan)] : [];
}

function backupFailed(plan: Plan): EventSource {
  return {
    name: "backup-failed",
    description: "A backup of a store failed, or did not begin or end in time",
    severity: "high",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["FAILED", "EXPIRED", "ABORTED"], backupVaultArn: [backupVaultArn(plan)] },
    },
    text: {
      title: "a backup of <resource> came to nothing",
      details: ["Backup job <job> ended in the state <state> at <time>: <message>"],
      runbook: "backup-failure",
      values: {
        resource: "$.detail.resourceArn",
        job: "$.detail.backupJobId",
        state: "$.detail.state",
        time: "$.time",
        message: "$.detail.statusMessage",
      },
    },
    capabilities: ["event-notification"],
    ticket: { name: "recovery_objective_at_risk", subject: "<resource>" },
  };
}

/** Copies are made where they come from: this region hears of them. */
function copyFailed(plan: Plan): EventSource {
  return {
    name: "backup-copy-failed",
    description: "A backup was not copied to another vault",
    severity: "high",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change"],
      detail: { state: ["FAILED"], sourceBackupVaultArn: [backupVaultArn(plan)] },
    },
    text: {
      title: "a backup of <resource> was not copied",
      details: ["Copy job <job> to <vault> failed at <time>: <message>"],
      runbook: "backup-failure",
      values: {
        resource: "$.detail.resourceArn",
        job: "$.detail.copyJobId",
        vault: "$.detail.destinationBackupVaultArn",
        time: "$.time",
        message: "$.detail.statusMessage",
      },
    },
    capabilities: ["event-notification"],
    ticket: { name: "recovery_objective_at_risk", subject: "<resource>" },
  };
}
