import type { Edge } from "../model/plan";
import { isLive, type Recovery, type RecoveryPattern } from "../model/recovery";
import { type RecoveryObjectives, recoveryPattern } from "../model/recovery-pattern";
import { wholeDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import { type Duration, formatDuration } from "../model/units/duration";
import { type Percentage, percentage } from "../model/units/percentage";
import type { Decisions } from "./decisions";

/** Intervals, in hours, that divide a day, so that backups are taken at the same hours every day. */
const INTERVAL_HOURS = [24, 12, 8, 6, 4, 3, 2, 1] as const;

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
    traffic: trafficOf(pattern, recoveryRegion, edge),
    approval: recovery.approval ?? null,
    backup: {
      intervalHours: intervalOf(recovery.backup.interval, objectives.rpo, decisions),
      retentionDays: wholeDays(recovery.backup.retention),
      vaultLock: recovery.backup.vaultLock,
      crossAccountVaultArn: recovery.backup.crossAccountVault ?? null,
      restoreTestCron: recovery.backup.restoreTest,
    },
    standbyCapacity: recovery.standbyCapacity ?? derivedCapacity(pattern, decisions),
    gameDays: recovery.gameDays ?? null,
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

function trafficOf(
  pattern: RecoveryPattern,
  region: string | null,
  { hasPublicEndpoint }: Pick<Edge, "hasPublicEndpoint">,
): Recovery["traffic"] {
  if (!isLive(pattern) || region === null || !hasPublicEndpoint) return "none";
  return pattern === "active-active" ? "global-accelerator" : "failover-records";
}

/** The checks see to it that a written interval is one of ours and within the objective. */
function intervalOf(written: Duration | undefined, rpo: Duration, decisions: Decisions): number {
  if (written !== undefined) return written.seconds / 3600;
  const hours = INTERVAL_HOURS.find((interval) => interval * 3600 <= rpo.seconds) ?? 1;
  return decisions.derive(
    "recovery.backup.interval",
    hours,
    rpo.seconds >= 3600
      ? `the longest that divides a day and honours the RPO of ${formatDuration(rpo)}`
      : `replication honours the RPO of ${formatDuration(rpo)}; backups, against damage that replicates, take the shortest interval of AWS Backup`,
    `${hours} h`,
  );
}

const CAPACITY: Readonly<Record<RecoveryPattern, readonly [percent: number, reason: string]>> = {
  "backup-and-restore": [100, "what is built in the recovery region takes the whole load at once"],
  "pilot-light": [0, "pilot light: data is live, compute is started by the failover"],
  "warm-standby": [25, "warm standby: a scaled-down copy that serves at once and grows"],
  "active-active": [100, "active-active: either region carries the whole load alone"],
};

function derivedCapacity(pattern: RecoveryPattern, decisions: Decisions): Percentage {
  const [percent, reason] = CAPACITY[pattern];
  return decisions.derive("recovery.standbyCapacity", percentage(percent), reason, `${percent}%`);
}
