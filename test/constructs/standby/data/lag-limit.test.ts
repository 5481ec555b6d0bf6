import { lagLimit } from "../../../../src/constructs/standby/data/lag-limit";

describe("lagLimit", () => {
  const range = { ordinary: 60, promised: 900 };

  it.each([
    ["half of the objective", 600, 300],
    ["what is ordinary, under a shorter objective", 30, 60],
    ["what is promised, under a longer objective", 14_400, 900],
    ["what is ordinary, for an objective of nothing", 0, 60],
  ])("is %s", (_, seconds, expected) => {
    expect(lagLimit({ seconds }, range)).toBe(expected);
  });
});
