import { burnTier, errorThreshold } from "../../src/model/slo";
import { duration, roughDuration } from "../../src/model/units/duration";
import { percentage } from "../../src/model/units/percentage";
import {
  budgetMinutes,
  burnRate,
  detectionSeconds,
  exhaustionSeconds,
  failuresPerMillion,
  resetSeconds,
} from "../../src/planning/slo-budget";

const HOUR = 3600;
const DAY = 24 * HOUR;

const slo = { target: percentage(99.95), window: duration(30 * DAY) };

function tier(long: number, short: number, budget: number) {
  const shape = { severity: "high", long: duration(long), short: duration(short), budget: percentage(budget) } as const;
  return burnTier(shape, slo.window);
}

const fast = tier(HOUR, 300, 2);
const slow = tier(3 * DAY, 6 * HOUR, 10);

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

  it("is gone after the window ÷ the factor: 30 days ÷ 14.4 are 50 hours", () => {
    expect(exhaustionSeconds(fast, slo)).toBeCloseTo(50 * HOUR, 6);
    expect(exhaustionSeconds(slow, slo)).toBeCloseTo(30 * DAY, 6);
  });
});

describe("the time until a tier fires", () => {
  it("in a complete outage: an hour × 0.72 %, and a minute", () => {
    expect(detectionSeconds(fast, slo, 1)).toBeCloseTo(25.92 + 60, 6);
  });

  it("at twice the threshold: half of the long window, and a minute", () => {
    expect(detectionSeconds(fast, slo, 2 * errorThreshold(fast, slo))).toBeCloseTo(HOUR / 2 + 60, 6);
  });

  it("adds five minutes where the recorder publishes the window", () => {
    // 259,200 s × 0.0005 = 129.6 s.
    expect(detectionSeconds(slow, slo, 1)).toBeCloseTo(129.6 + 60 + 300, 6);
  });

  it("is that of the later window, which need not be the long one", () => {
    // Both reach it after 60 s × 0.0005; only the window over a day waits for the recorder.
    const odd = { ...slow, long: duration(DAY), short: duration(2 * DAY), factor: 1 };
    expect(detectionSeconds(odd, slo, 1)).toBeCloseTo(2 * DAY * 0.0005 + 360, 6);
  });

  it("is never at the threshold or below it", () => {
    const threshold = errorThreshold(fast, slo);
    expect(threshold).toBeCloseTo(0.0072, 12);
    expect(detectionSeconds(fast, slo, threshold)).toBeNull();
    expect(detectionSeconds(fast, slo, threshold / 2)).toBeNull();
    expect(detectionSeconds(fast, slo, threshold * 1.01)).not.toBeNull();
  });
});

describe("the time until a tier is quiet", () => {
  it("after an outage is nearly the short window: 5 minutes × 99.28 %, and a minute", () => {
    expect(resetSeconds(fast, slo, 1)).toBeCloseTo(297.84 + 60, 6);
  });

  it("after twice the threshold is half of it", () => {
    expect(resetSeconds(fast, slo, 2 * errorThreshold(fast, slo))).toBeCloseTo(150 + 60, 6);
  });

  it("is none where it did not fire", () => {
    expect(resetSeconds(fast, slo, 0.001)).toBeNull();
  });
});

describe("a computed length of time", () => {
  it.each([
    [1, "1 second"],
    [85.92, "86 seconds"],
    [120, "2 minutes"],
    [489.6, "8.2 minutes"],
    [7200, "2 hours"],
    [50 * HOUR, "50 hours"],
    [3 * DAY, "3 days"],
    [30 * DAY, "30 days"],
  ])("%d s is %s", (seconds, words) => {
    expect(roughDuration(seconds)).toBe(words);
  });
});
