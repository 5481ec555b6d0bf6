import type { Plan } from "./plan";
import { isLive, type Recovery } from "./recovery";
import { PATTERN_LIMITS } from "./recovery-pattern";
import { type Duration, duration } from "./units/duration";

/**
 * How long the restore of one store may take. With backup and restore it lies on the way back to service: the recovery time
 * objective. The other patterns come back without it, and restore when data was damaged: they get the shortest objective
 * that backups can be the answer to, unless their own is longer.
 */
export function restoreAllowance({ pattern, rto }: Pick<Recovery, "pattern" | "rto">): Duration {
  if (!isLive(pattern)) return rto;
  const shortest = PATTERN_LIMITS.find((limits) => !isLive(limits.pattern));
  if (shortest === undefined) throw new Error("one of the patterns restores backups");
  return duration(Math.max(rto.seconds, shortest.rto));
}

/** In whole minutes, as AWS Config's rules take it. */
export function allowedMinutes(recovery: NonNullable<Plan["recovery"]>): number {
  return Math.max(1, Math.floor(restoreAllowance(recovery).seconds / 60));
}
