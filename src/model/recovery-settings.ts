import { isLive, type RecoveryPattern, type TrafficSwitch } from "./recovery";

/*
 * What a recovery pattern decides where the plan leaves it open: said once, for the checks, which judge a plan before it
 * is resolved, and for resolving it.
 */

/** Intervals between backups, in hours: those that divide a day, so that backups are taken at the same hours. */
export const BACKUP_INTERVAL_HOURS = [1, 2, 3, 4, 6, 8, 12, 24] as const;

/**
 * Until a backup that has begun is in the recovery region: AWS Backup starts a job some time within the rule's start
 * window, an hour at least, and copies it when it is done. Reasoning: the start and an incremental copy are minutes
 * each, an hour is what neither needs on an ordinary day.
 */
export const BACKUP_COPY_SECONDS = 3600;

const HOUR = 3600;

/**
 * The longest interval that honours the recovery point objective together with the copy; where none does, the longest
 * that does alone; and the shortest that AWS Backup takes where replication has to honour it.
 *
 * @param rpoSeconds the recovery point objective
 * @param isCopied whether a backup counts only once it is in another region
 */
export function backupIntervalHours(rpoSeconds: number, isCopied: boolean): number {
  const copy = isCopied ? BACKUP_COPY_SECONDS : 0;
  const longest = (least: number) =>
    BACKUP_INTERVAL_HOURS.filter((hours) => hours * HOUR + least <= rpoSeconds).at(-1) ?? null;
  return longest(copy) ?? longest(0) ?? BACKUP_INTERVAL_HOURS[0];
}

/** The longest interval that a plan may write: its objective, or an hour where only replication can honour it. */
export function longestIntervalSeconds(rpoSeconds: number): number {
  return Math.max(rpoSeconds, HOUR);
}

/** How requests reach the recovery region. */
export function trafficSwitch(
  pattern: RecoveryPattern,
  region: string | null,
  hasPublicEndpoint: boolean,
): TrafficSwitch {
  if (!isLive(pattern) || region === null || !hasPublicEndpoint) return "none";
  return pattern === "active-active" ? "global-accelerator" : "failover-records";
}

/** Share of each service's minimum that runs in the recovery region before a failover, in percent, and why. */
export const STANDBY_CAPACITY: Readonly<Record<RecoveryPattern, readonly [percent: number, reason: string]>> = {
  "backup-and-restore": [100, "what is built in the recovery region takes the whole load at once"],
  "pilot-light": [0, "pilot light: data is live, compute is started by the failover"],
  "warm-standby": [25, "warm standby: a scaled-down copy that serves at once and grows"],
  "active-active": [100, "active-active: either region carries the whole load alone"],
};
