import { checkAlarmLimits } from "../../../src/constructs/observability/alarms/alarm-limits";
import { compared } from "../../../src/constructs/observability/alarms/alarm-settings";
import { single, together } from "../../../src/constructs/observability/metrics/metric";
import { maxConnections } from "../../../src/model/capacity/database-connections";
import type { AuroraStore } from "../../../src/model/plan";

const metric = (statistic: string) => ({ namespace: "N", name: "M", dimensions: { D: "v" }, statistic });
const window = { periodSeconds: 300, breaching: 2, of: 3 };

describe("alarm settings", () => {
  it("writes a single metric plainly, percentiles as extended statistics", () => {
    const condition = { is: "above", threshold: 1, window, missing: "notBreaching" } as const;
    expect(compared(single("x", metric("Sum")), condition)).toMatchObject({
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
    expect(compared(single("x", metric("p99.9")), condition)).toMatchObject({ extendedStatistic: "p99.9" });
  });

  it("refuses more than ten metrics, the expression counted", () => {
    const condition = { is: "above", threshold: 1, window, missing: "notBreaching" } as const;
    const of = (count: number) => together("x", "SUM", Array(count).fill(metric("Sum")));
    expect(() => compared(of(9), condition)).not.toThrow();
    expect(() => compared(of(10), condition)).toThrow("an alarm takes 10 metrics, not 11");
  });

  it("looks back a day with short periods and a week with hours", () => {
    expect(() => checkAlarmLimits({ periodSeconds: 300, evaluationPeriods: 288 })).not.toThrow();
    expect(() => checkAlarmLimits({ periodSeconds: 300, evaluationPeriods: 289 })).toThrow("86400");
    expect(() => checkAlarmLimits({ periodSeconds: 3600, evaluationPeriods: 168 })).not.toThrow();
    expect(() => checkAlarmLimits({ periodSeconds: 3600, evaluationPeriods: 169 })).toThrow("604800");
  });
});

describe("connections of Aurora Serverless v2", () => {
  const capacity = (min: number, max: number): AuroraStore["capacity"] => ({ min, max });

  it.each([
    [1, 189],
    [4, 823],
    [8, 1669],
    [16, 3360],
    [32, 5000],
    [256, 5000],
  ])("at most %d units: AWS's table says %d, the fit at most one less", (max, documented) => {
    const fitted = maxConnections(capacity(1, max));
    expect(fitted).toBeLessThanOrEqual(documented);
    expect(fitted).toBeGreaterThanOrEqual(documented - 1);
  });

  it("is 2,000 at most from half a unit up", () => {
    expect(maxConnections(capacity(0.5, 32))).toBe(2000);
    expect(maxConnections(capacity(0.5, 8))).toBe(1668);
  });
});
