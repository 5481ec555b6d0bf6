import { WEEKDAYS } from "./schema/slo";
import type { BurnTier, MaintenanceWindow } from "./slo";

export const MINUTES_PER_DAY = 1440;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/**
 * Minutes that a clock change may skip. EventBridge Scheduler leaves out a time that does not exist on the day (user
 * guide, "Daylight savings time on EventBridge Scheduler"); clocks go forward by an hour, on Lord Howe Island by half.
 */
const SKIPPED_MINUTES = 60;

type Weekly = Pick<MaintenanceWindow, "days" | "start" | "duration">;

/** When a tier falls silent for maintenance and when it may fire again, in minutes since Monday 00:00. */
export interface Silences {
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  /** An hour after the ends, where no silence begins until then: an end that a clock change skips comes all the same. */
  readonly endsAgain: readonly number[];
}

/** Minutes since Monday 00:00 at which a window begins, in the order of its days. */
export function windowBegins({ days, start }: Weekly): readonly number[] {
  const [hours = "0", minutes = "0"] = start.split(":");
  return days.map((day) => WEEKDAYS.indexOf(day) * MINUTES_PER_DAY + Number(hours) * 60 + Number(minutes));
}

/** Minutes for which a tier is silent: the window, and what the tier's short window still holds of it. */
export function silenceMinutes({ duration }: Weekly, { short }: Pick<BurnTier, "short">): number {
  return (duration.seconds + short.seconds) / 60;
}

/**
 * Days whose silences touch are one silence: the end of the first would otherwise switch off the second. A silence that
 * lasts all week neither begins nor ends.
 */
export function weeklySilences(window: Weekly, tier: Pick<BurnTier, "short">): Silences {
  const begins = windowBegins(window);
  const length = silenceMinutes(window, tier);
  const reached = (begin: number) => begins.some((from) => minutesUntil(from, begin) <= length);
  const reaching = (begin: number) => begins.some((next) => minutesUntil(begin, next) <= length);
  const ends = begins.filter((begin) => !reaching(begin)).map((begin) => (begin + length) % MINUTES_PER_WEEK);
  const soon = (end: number) => begins.some((next) => minutesUntil(end, next) <= SKIPPED_MINUTES);
  return {
    begins: begins.filter((begin) => !reached(begin)),
    ends,
    endsAgain: ends.filter((end) => !soon(end)).map((end) => (end + SKIPPED_MINUTES) % MINUTES_PER_WEEK),
  };
}

/** Minutes from one point of the week to the next time that another comes, a week for the same one. */
export function minutesUntil(from: number, to: number): number {
  const ahead = (to - from + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  return ahead === 0 ? MINUTES_PER_WEEK : ahead;
}
