import type { Edge } from "../model/plan";
import type { Recovery, RecoveryPattern } from "../model/recovery";
import { type RecoveryObjectives, recoveryPattern } from "../model/recovery-pattern";
import { BACKUP_COPY_SECONDS, backupIntervalHours, STANDBY_CAPACITY, trafficSwitch } from "../model/recovery-settings";
import { wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import { type Duration, formatDuration } from "../model/units/duration";
import { type Percentage, percentage } from "../model/units/percentage";
import type { Decisions } from "./decisions";

/** null when the plan sets no recovery objectives: stores then keep what their engines keep by themselves. */
export function resolveRecovery(
  file: PlanFile,
  recoveryRegion: string | null,
  edge: Pick<Edge, "hasPublicEndpoint">,
  decisions: Decisions,
): Recovery | null {
  const objectives = file.requirements.recovery;
  if (objectives === undefined) return null;
  const { recovery } = file;
  const pattern = patternOf(recovery.pattern, objectives, decisions);
  return {
    pattern,
    ...objectives,
    region: recoveryRegion,
    traffic: trafficSwitch(pattern, recoveryRegion, edge.hasPublicEndpoint),
    approval: recovery.approval ?? null,
    backup: {
      intervalHours: intervalOf(recovery.backup.interval, objectives.rpo, recoveryRegion !== null, decisions),
      retentionDays: wholeDays(recovery.backup.retention),
      vaultLock: recovery.backup.vaultLock,
      crossAccountVaultArn: recovery.backup.crossAccountVault ?? null,
      restoreTestCron: recovery.backup.restoreTest,
    },
    standbyCapacity: recovery.standbyCapacity ?? derivedCapacity(pattern, decisions),
    measured: recovery.measured,
  };
}

function patternOf(
  written: PlanFile["recovery"]["pattern"],
  objectives: RecoveryObjectives,
  decisions: Decisions,
): RecoveryPattern {
  if (written !== "auto") return written;
  const { pattern, reason } = recoveryPattern(objectives);
  return decisions.derive("recovery.pattern", pattern, reason);
}

/** The checks see to it that a written interval is one of ours and within the objective. */
function intervalOf(written: Duration | undefined, rpo: Duration, isCopied: boolean, decisions: Decisions): number {
  if (written !== undefined) return written.seconds / 3600;
  const hours = backupIntervalHours(rpo.seconds, isCopied);
  return decisions.derive("recovery.backup.interval", hours, intervalReason(hours, rpo, isCopied), `${hours} h`);
}

function intervalReason(hours: number, rpo: Duration, isCopied: boolean): string {
  const objective = `the RPO of ${formatDuration(rpo)}`;
  if (rpo.seconds < 3600) {
    return `replication honours ${objective}; backups, against damage that replicates, take the shortest interval of AWS Backup`;
  }
  const withCopy = isCopied && hours * 3600 + BACKUP_COPY_SECONDS <= rpo.seconds;
  return `the longest that divides a day and ${withCopy ? "with its copy to the recovery region " : ""}honours ${objective}`;
}

function derivedCapacity(pattern: RecoveryPattern, decisions: Decisions): Percentage {
  const [percent, reason] = STANDBY_CAPACITY[pattern];
  return decisions.derive("recovery.standbyCapacity", percentage(percent), reason, `${percent}%`);
}
