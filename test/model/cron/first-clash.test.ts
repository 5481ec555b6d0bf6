import { cronTimes, daysOf } from "../../../src/model/cron/cron-times";
import { firstClash, type Schedule } from "../../../src/model/cron/first-clash";

function at(cron: string, timezone = "UTC"): Schedule {
  return { cron, timezone };
}

/** `2028-01-03 07:00` of the first schedule's clock. */
function clash(one: Schedule, other: Schedule): string | null {
  const found = firstClash(one, other);
  if (found === null) return null;
  const [{ day, minutes }] = found;
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day, 0, minutes));
  return date.toISOString().slice(0, 16).replace("T", " ");
}

/** Days of 2028 on which an expression fires, as `month-day`. */
function daysIn2028(cron: string): readonly string[] {
  const times = cronTimes(cron);
  if (times === undefined) throw new Error(`${cron} cannot be read`);
  return daysOf(2028)
    .filter(times.isOn)
    .map(({ month, day }) => `${month}-${day}`);
}

describe("the days of an AWS cron expression", () => {
  // 1 January 2028 is a Saturday; February has 29 days and ends on a Tuesday.
  it.each([
    ["0 7 ? 1 2#1 *", ["1-3"]],
    ["0 7 ? 1 MON#5 *", ["1-31"]],
    ["0 7 ? 2 MON#5 *", []],
    ["0 7 L 2 ? *", ["2-29"]],
    ["0 7 LW 4 ? *", ["4-28"]],
    ["0 7 1W 1 ? *", ["1-3"]],
    ["0 7 15W 1 ? *", ["1-14"]],
    ["0 7 16W 1 ? *", ["1-17"]],
    ["0 7 ? 1 6L *", ["1-28"]],
    ["0 7 ? 1 L *", ["1-1", "1-8", "1-15", "1-22", "1-29"]],
    ["0 7 1/15 1 ? *", ["1-1", "1-16", "1-31"]],
    ["0 7 1 JAN,JUL ? *", ["1-1", "7-1"]],
    ["0 7 1 1 ? 2029", []],
  ])("%s", (cron, days) => {
    expect(daysIn2028(cron)).toEqual(days);
  });

  it("fire at every minute of every hour that is named", () => {
    expect(cronTimes("0/20 7-8 ? * MON *")?.minutes).toEqual([420, 440, 460, 480, 500, 520]);
    expect(cronTimes("5 */12 ? * MON *")?.minutes).toEqual([5, 725]);
    expect(cronTimes("60 7 ? * MON *")).toBeUndefined();
  });
});

describe("the first clash of two schedules", () => {
  it("is the first day on which both fire, at the first common minute", () => {
    expect(clash(at("0 7 ? * MON-FRI *"), at("0 7 1 * ? *"))).toBe("2028-02-01 07:00");
    expect(clash(at("0/10 7 ? * * *"), at("5/15 7 ? * * *"))).toBe("2028-01-01 07:20");
  });

  it("is none where times or days differ", () => {
    expect(clash(at("0 7 ? * MON *"), at("1 7 ? * MON *"))).toBeNull();
    expect(clash(at("0 7 ? * MON *"), at("0 7 ? * TUE *"))).toBeNull();
    expect(clash(at("0 7 1 1 ? 2027"), at("0 7 1 1 ? 2028"))).toBeNull();
  });

  it("is by the moment where the clocks differ", () => {
    expect(clash(at("0 7 ? * MON *", "Europe/Dublin"), at("0 8 ? * MON *", "Europe/Paris"))).toBe("2028-01-03 07:00");
    expect(clash(at("0 7 ? * MON *", "Europe/Dublin"), at("0 7 ? * MON *", "Europe/Paris"))).toBeNull();
    // Monday evening in New York is Tuesday in Tokyo.
    expect(clash(at("0 19 ? * MON *", "America/New_York"), at("0 9 ? * TUE *", "Asia/Tokyo"))).toBe("2028-01-03 19:00");
  });

  it("is found where only summer time makes one", () => {
    // Ireland is an hour ahead of UTC from the last Sunday of March: 26 March 2028.
    expect(clash(at("0 7 ? * * *", "Europe/Dublin"), at("0 6 ? * * *"))).toBe("2028-03-26 07:00");
    // At 01:30 on that day the clock shows nothing.
    expect(clash(at("30 1 26 3 ? 2028", "Europe/Dublin"), at("30 0 26 3 ? 2028"))).toBeNull();
    expect(clash(at("30 1 26 3 ? 2028", "Europe/Dublin"), at("30 1 26 3 ? 2028"))).toBeNull();
  });

  it("is found on a leap day", () => {
    expect(clash(at("0 7 29 2 ? *"), at("0 7 ? 2 TUE *"))).toBe("2028-02-29 07:00");
  });
});
