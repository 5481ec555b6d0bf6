import { LOG_RETENTION_DAYS } from "./schema/observability";
import type { Duration } from "./units/duration";
import { SECONDS_PER_DAY } from "./units/duration";

/** Whole days, rounded up. */
export function wholeDays({ seconds }: Duration): number {
  return Math.ceil(seconds / SECONDS_PER_DAY);
}

/** The shortest retention that CloudWatch Logs accepts and that keeps logs at least as long; ten years at most. */
export function retentionDays(wanted: Duration): number {
  const days = wholeDays(wanted);
  return LOG_RETENTION_DAYS.find((accepted) => accepted >= days) ?? 3653;
}
