const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const MILLISECONDS_PER_DAY = 86_400_000;
const SATURDAY = 7;

/** A day of the calendar, months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** When an AWS cron expression fires, by the clock of its own time zone. */
export interface CronTimes {
  /** Minutes since midnight, rising. */
  readonly minutes: readonly number[];
  /** null for every year. */
  readonly years: ReadonlySet<number> | null;
  readonly isOn: (day: Day) => boolean;
}

/**
 * Reads the six fields of an AWS cron expression (EventBridge Scheduler user guide, "Cron-based schedules").
 *
 * @returns undefined for what is none
 */
export function cronTimes(expression: string): CronTimes | undefined {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = expression
    .toUpperCase()
    .split(" ");
  const minutesOfHour = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const months = values(month, 1, 12, MONTHS);
  const years = year === "*" ? null : values(year, 1970, 2199);
  const onDay = dayOfWeek === "?" ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek);
  if (!minutesOfHour || !hours || !months || years === undefined || !onDay) return undefined;
  return {
    minutes: [...hours].flatMap((of) => [...minutesOfHour].map((at) => of * 60 + at)).sort((a, b) => a - b),
    years,
    isOn: (day) => months.has(day.month) && (years === null || years.has(day.year)) && onDay(day),
  };
}

type OnDay = (day: Day) => boolean;

function daysOfMonth(field: string): OnDay | undefined {
  if (field === "L") return (day) => day.day === lengthOf(day);
  if (field === "LW") return (day) => day.day === nearestWeekday(day, lengthOf(day));
  const near = /^(\d{1,2})W$/.exec(field)?.[1];
  if (near !== undefined) return (day) => day.day === nearestWeekday(day, Number(near));
  const days = values(field, 1, 31);
  return days && ((day) => days.has(day.day));
}

function daysOfWeek(field: string): OnDay | undefined {
  if (field === "L") return (day) => weekday(day) === SATURDAY;
  const [, name = "", kind, count] = /^([1-7]|[A-Z]{3})(L|#([1-5]))$/.exec(field) ?? [];
  if (kind !== undefined) {
    const wanted = numberOf(name, 1, 7, DAYS);
    if (kind === "L") return (day) => weekday(day) === wanted && day.day + 7 > lengthOf(day);
    return (day) => weekday(day) === wanted && Math.ceil(day.day / 7) === Number(count);
  }
  const days = values(field, 1, 7, DAYS);
  return days && ((day) => days.has(weekday(day)));
}

/** The day from Monday to Friday that is nearest to a date, in the same month. */
function nearestWeekday(of: Day, wanted: number): number {
  const date = Math.min(wanted, lengthOf(of));
  const on = weekday({ ...of, day: date });
  if (on === SATURDAY) return date === 1 ? 3 : date - 1;
  if (on === 1) return date === lengthOf(of) ? date - 2 : date + 1;
  return date;
}

/** Sunday is 1, as AWS counts. */
function weekday({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function lengthOf({ year, month }: Day): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function values(field: string, low: number, high: number, names: readonly string[] = []): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [first = "", last] = range.split("-");
    const from = range === "*" ? low : numberOf(first, low, high, names);
    const open = range === "*" || (last === undefined && part.includes("/"));
    const to = open ? high : numberOf(last ?? first, low, high, names);
    const by = Number(step);
    if (from === undefined || to === undefined || !Number.isInteger(by) || by < 1) return undefined;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return found;
}

function numberOf(text: string, low: number, high: number, names: readonly string[]): number | undefined {
  const name = names.indexOf(text);
  const value = name >= 0 ? name + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}

/** The days of a year, in order. */
export function daysOf(year: number): readonly Day[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / MILLISECONDS_PER_DAY;
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(first + index * MILLISECONDS_PER_DAY);
    return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  });
}
