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

const slo = {
  target: percentage(99.95),
  window: duration(30 * DAY),
  sli: "http-success",
  canary: null,
  minimumFailures: 3,
} as const;

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

describe("the time until a tier of a queue fires", () => {
  const queue = { ...slo, sli: "queue-age", target: percentage(99), minimumFailures: 1 } as const;

  it("in a complete outage: the next whole minute above 14.4 % of 60, and a minute", () => {
    // 8.64 of 60 minutes: 9.
    expect(detectionSeconds(fast, queue, 1)).toBe(9 * 60 + 60);
  });

  it("at twice the threshold: 9 ÷ 28.8 % are 31.25, so 32 minutes, and a minute", () => {
    expect(detectionSeconds(fast, queue, 2 * errorThreshold(fast, queue))).toBe(32 * 60 + 60);
  });

  it("waits three runs of the recorder for a slot of minutes", () => {
    // 1 % of 4,320 is 43.2: 44 minutes.
    expect(detectionSeconds(slow, queue, 1)).toBe(44 * 60 + 900 + 60);
  });

  it("and is quiet once fewer bad minutes are left than raise it", () => {
    // One of five raises the fast one; four of 360 the slow one, so three may be left.
    expect(resetSeconds(fast, queue, 1)).toBe(5 * 60 + 60);
    expect(resetSeconds(slow, queue, 1)).toBe(357 * 60 + 60);
  });
});

describe("the time until a tier of a probe every five minutes fires", () => {
  const probe = {
    ...slo,
    sli: "canary-availability",
    target: percentage(99.5),
    canary: { path: "/", everyMinutes: 5 },
    minimumFailures: 2,
  } as const;

  it("in a complete outage is as many probes as must fail, though one of twelve is above 7.2 %", () => {
    expect(detectionSeconds(fast, probe, 1)).toBe(2 * 300 + 60);
    expect(detectionSeconds(fast, { ...probe, minimumFailures: 4 }, 1)).toBe(4 * 300 + 60);
  });

  it("at twice the threshold is two failures of one in 6.9 probes: 14 of them", () => {
    expect(detectionSeconds(fast, probe, 2 * errorThreshold(fast, probe))).toBe(14 * 300 + 60);
  });

  it("is never where two failures are further apart than the window: one in 35 probes, and twelve in an hour", () => {
    const strict = { ...probe, target: percentage(99.9) };
    expect(detectionSeconds(fast, strict, 2 * errorThreshold(fast, strict))).toBeNull();
  });

  it("is never at more than every probe, twice 57.6 %", () => {
    const loose = { ...probe, target: percentage(96) };
    expect(detectionSeconds(fast, loose, 2 * errorThreshold(fast, loose))).toBeNull();
  });

  it("and is quiet when its short window has seen the last failure: one probe", () => {
    expect(resetSeconds(fast, probe, 1)).toBe(300 + 60);
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
