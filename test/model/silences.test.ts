import { WEEKDAYS } from "../../src/model/schema/slo";
import { MINUTES_PER_DAY, silenceMinutes, weeklySilences } from "../../src/model/silences";
import { duration } from "../../src/model/units/duration";

const HOUR = 3600;
type Days = readonly ("MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN")[];

function silences(days: Days, start: string, hours: number, shortHours: number) {
  const window = { days, start, duration: duration(hours * HOUR) };
  const { begins, ends } = weeklySilences(window, { short: duration(shortHours * HOUR) });
  return [begins.map(weekTime), ends.map(weekTime)];
}

function endsAgain(days: Days, start: string, minutes: number) {
  const window = { days, start, duration: duration(minutes * 60) };
  return weeklySilences(window, { short: duration(300) }).endsAgain.map(weekTime);
}

const ALL: Days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** `SUN 02:05` */
function weekTime(minutes: number): string {
  const clock = [Math.floor((minutes % MINUTES_PER_DAY) / 60), minutes % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${WEEKDAYS[Math.floor(minutes / MINUTES_PER_DAY)]} ${clock.join(":")}`;
}

describe("the silences of a maintenance window", () => {
  it("last as long as the window and the tier's short window", () => {
    const window = { days: ["MON"], start: "23:30", duration: duration(2 * HOUR) } as const;
    expect(silenceMinutes(window, { short: duration(300) })).toBe(125);
    expect(silences(["MON"], "23:30", 2, 6)).toEqual([["MON 23:30"], ["TUE 07:30"]]);
  });

  it("are each their own while there is a minute between them", () => {
    expect(silences(["SAT", "SUN"], "00:00", 17, 6.9)).toEqual([
      ["SAT 00:00", "SUN 00:00"],
      ["SAT 23:54", "SUN 23:54"],
    ]);
  });

  it("are one where the second begins as the first ends, or before", () => {
    expect(silences(["SAT", "SUN"], "00:00", 18, 6)).toEqual([["SAT 00:00"], ["MON 00:00"]]);
    expect(silences(["SUN", "SAT"], "00:00", 20, 6)).toEqual([["SAT 00:00"], ["MON 02:00"]]);
  });

  it("are one over the end of the week", () => {
    expect(silences(["MON", "SUN"], "23:00", 20, 6)).toEqual([["SUN 23:00"], ["WED 01:00"]]);
  });

  it("reach over days that are left out", () => {
    // 20 h and 30 h: from Friday 12:00 to Sunday 14:00, beyond Sunday's begin.
    expect(silences(["FRI", "SUN"], "12:00", 20, 30)).toEqual([["FRI 12:00"], ["TUE 14:00"]]);
  });

  it("end a second time an hour later, unless one has begun by then", () => {
    expect(endsAgain(["SUN"], "23:30", 60)).toEqual(["MON 01:35"]);
    // Saturday's ends 22:59 or 23:00; Sunday's begins at 00:00 within the hour from the latter on.
    expect(endsAgain(["SAT", "SUN"], "00:00", 22 * 60 + 54)).toEqual(["SAT 23:59", "SUN 23:59"]);
    expect(endsAgain(["SAT", "SUN"], "00:00", 22 * 60 + 55)).toEqual(["MON 00:00"]);
  });

  it("neither begin nor end where they cover the week", () => {
    expect(silences(ALL, "22:00", 18, 6)).toEqual([[], []]);
    expect(silences(["MON"], "00:00", 1, 167)).toEqual([[], []]);
    expect(silences(["MON"], "00:00", 1, 166)).toEqual([["MON 00:00"], ["SUN 23:00"]]);
  });
});
