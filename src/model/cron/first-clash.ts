import { type CronTimes, cronTimes, type Day, daysOf } from "./cron-times";
import { ZoneClock } from "./zone-clock";

/** Years that are looked at where the schedules name none: four, so that one of them is a leap year. */
const REFERENCE_YEARS = [2028, 2029, 2030, 2031];

export interface Schedule {
  readonly cron: string;
  readonly timezone: string;
}

/** A moment by the clock of a schedule. */
export interface ClockTime {
  readonly day: Day;
  /** Since midnight. */
  readonly minutes: number;
}

/**
 * The first moment at which both schedules fire, by the clock of each; null when they never do in the years that are
 * looked at, or when one of them cannot be read.
 */
export function firstClash(one: Schedule, other: Schedule): readonly [ClockTime, ClockTime] | null {
  const times = [cronTimes(one.cron), cronTimes(other.cron)] as const;
  const [first, second] = times;
  if (first === undefined || second === undefined) return null;
  const years = commonYears(first, second);
  if (one.timezone === other.timezone) return sameClock(first, second, years);
  return twoClocks([first, one.timezone], [second, other.timezone], years);
}

function commonYears({ years: first }: CronTimes, { years: second }: CronTimes): readonly number[] {
  const named = first ?? second;
  if (named === null) return REFERENCE_YEARS;
  return [...named]
    .filter((year) => first === null || second === null || second.has(year))
    .sort((a, b) => a - b)
    .slice(0, REFERENCE_YEARS.length);
}

function sameClock(first: CronTimes, second: CronTimes, years: readonly number[]) {
  const at = new Set(second.minutes);
  const minutes = first.minutes.find((minute) => at.has(minute));
  if (minutes === undefined) return null;
  for (const year of years) {
    const day = daysOf(year).find((one) => first.isOn(one) && second.isOn(one));
    if (day !== undefined)
      return [
        { day, minutes },
        { day, minutes },
      ] as const;
  }
  return null;
}

function twoClocks(
  [first, firstZone]: readonly [CronTimes, string],
  [second, secondZone]: readonly [CronTimes, string],
  years: readonly number[],
) {
  const here = clockOf(firstZone);
  const there = clockOf(secondZone);
  if (here === null || there === null) return null;
  const at = new Set(second.minutes);
  for (const day of years.flatMap(daysOf)) {
    if (!first.isOn(day)) continue;
    for (const minutes of first.minutes) {
      const moment = here.moment(day, minutes);
      if (moment === undefined) continue;
      const shown = there.shown(moment);
      if (at.has(shown.minutes) && second.isOn(shown.day)) return [{ day, minutes }, shown] as const;
    }
  }
  return null;
}

/** null for a time zone that is not known: a rule of its own reports it. */
function clockOf(zone: string): ZoneClock | null {
  try {
    return new ZoneClock(zone);
  } catch {
    return null;
  }
}
