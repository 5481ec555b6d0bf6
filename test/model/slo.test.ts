import { tiersOf, workbookTiers } from "../../src/model/slo";
import { duration } from "../../src/model/units/duration";
import { percentage } from "../../src/model/units/percentage";

const DAY = 86_400;
const names = (days: number) => tiersOf({ window: duration(days * DAY) }).map(({ name }) => name);

describe("tiers that nobody wrote", () => {
  it("are the Workbook's four over 30 days, and over 28, where 1 becomes 0.933", () => {
    expect(tiersOf({ window: duration(30 * DAY) }).map(({ factor }) => factor)).toEqual([14.4, 6, 3, 1]);
    expect(names(28)).toEqual(["1h", "6h", "1d", "3d"]);
  });

  it("leave out what burns slower than 0.9", () => {
    // Over 7 days: 2 % × 168 h = 3.36; 5 % × 28 = 1.4; 10 % × 7 = 0.7; 10 % × 7 ÷ 3 = 0.233.
    expect(names(7)).toEqual(["1h", "6h"]);
    // 10 % × 9 is 0.9 itself; 10 % × 27 ÷ 3 as well.
    expect(names(9)).toEqual(["1h", "6h", "1d"]);
    expect(names(27)).toEqual(["1h", "6h", "1d", "3d"]);
    expect(names(26)).toEqual(["1h", "6h", "1d"]);
  });

  it("are none over a day: 0.48, 0.2 and 0.1", () => {
    expect(workbookTiers(duration(DAY)).map(({ factor }) => Number(factor.toFixed(3)))).toEqual([0.48, 0.2, 0.1]);
    expect(names(1)).toEqual([]);
  });
});

it("keeps a plan's own tiers, however slow", () => {
  const shape = { severity: "low", long: duration(DAY), short: duration(3600), budget: percentage(1) } as const;
  expect(tiersOf({ window: duration(7 * DAY), tiers: [shape] })).toMatchObject([{ name: "1d", factor: 0.07 }]);
});
