import { budgetMinutes, burnRate, failuresPerMillion } from "../../src/planning/slo-budget";

const slo = { target: { percent: 99.95 }, window: { seconds: 30 * 86_400 } };

describe("an error budget", () => {
  it("is window × (1 − target): 30 days at 99.95 % leave 21.6 minutes", () => {
    expect(budgetMinutes(slo)).toBeCloseTo(21.6, 9);
  });

  it("allows 500 failures in a million requests at 99.95 %", () => {
    expect(failuresPerMillion(slo)).toBe(500);
  });

  it("burns 20 times too fast at 1 % errors", () => {
    expect(burnRate({ percent: 1 }, slo)).toBeCloseTo(20, 9);
  });
});
