import type { Day } from "./cron-times";

const MINUTES_PER_DAY = 1440;
const MILLISECONDS_PER_MINUTE = 60_000;

/** Clocks are changed on half hours of UTC at the finest: Lord Howe Island's. */
const STEP_MINUTES = 30;

/** What a clock on the wall of a time zone shows, and when. Moments are minutes since 1970 in UTC. */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @throws RangeError for a time zone that is not known */
  constructor(zone: string) {
    this.format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  }

  /** The moment at which the clock shows a time; undefined for one that a change of clocks leaves out. */
  moment({ year, month, day }: Day, minutes: number): number | undefined {
    const shown = Date.UTC(year, month - 1, day) / MILLISECONDS_PER_MINUTE + minutes;
    const guess = shown - this.offset(shown);
    const moment = shown - this.offset(guess);
    return moment + this.offset(moment) === shown ? moment : undefined;
  }

  /** What the clock shows at a moment. */
  shown(moment: number): { readonly day: Day; readonly minutes: number } {
    const local = moment + this.offset(moment);
    const date = new Date(local * MILLISECONDS_PER_MINUTE);
    return {
      day: { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
      minutes: local % MINUTES_PER_DAY,
    };
  }

  /** Minutes that the clock is ahead of UTC. */
  private offset(moment: number): number {
    const step = Math.floor(moment / STEP_MINUTES);
    const known = this.offsets.get(step);
    if (known !== undefined) return known;
    const offset = this.readOffset(step * STEP_MINUTES);
    this.offsets.set(step, offset);
    return offset;
  }

  private readOffset(moment: number): number {
    const parts = this.format.formatToParts(new Date(moment * MILLISECONDS_PER_MINUTE));
    const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
    const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
    return local / MILLISECONDS_PER_MINUTE - moment;
  }
}
