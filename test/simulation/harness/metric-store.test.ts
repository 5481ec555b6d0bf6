import { metricKey } from "../../support/cloudwatch/metric-key";
import { MetricStore } from "../../support/cloudwatch/metric-store";
import { parseStatistic } from "../../support/cloudwatch/statistic";

const METRIC = { namespace: "AWS/ApplicationELB", name: "TargetResponseTime", dimensions: { LoadBalancer: "app/a/1" } };

function statistics(store: MetricStore, from: number, to: number) {
  return (text: string) => store.statistic(METRIC, parseStatistic(text), from, to);
}

describe("the statistics of a metric", () => {
  // Minute 10: 0.1 twice, 0.2 once. Minute 11: nothing. Minute 12: 0.5 once.
  const store = new MetricStore();
  store.put(METRIC, 10, 0.1, 2);
  store.put(METRIC, 10, 0.2);
  store.put(METRIC, 12, 0.5);

  it("hold the samples from the first minute up to and without the last", () => {
    const all = statistics(store, 10, 13);
    expect(all("SampleCount")).toBe(4);
    expect(all("Sum")).toBeCloseTo(0.9, 15);
    expect(all("Average")).toBeCloseTo(0.225, 15);
    expect([all("Minimum"), all("Maximum")]).toEqual([0.1, 0.5]);
    expect(statistics(store, 10, 12)("SampleCount")).toBe(3);
    expect(statistics(store, 11, 13)("Maximum")).toBe(0.5);
  });

  it("are missing where no sample is", () => {
    for (const text of ["Sum", "SampleCount", "Average", "Minimum", "Maximum", "p99", "PR(:1)"]) {
      expect(statistics(store, 11, 12)(text)).toBeUndefined();
      expect(statistics(store, 100, 200)(text)).toBeUndefined();
    }
  });

  it("rank without the lower bound and with the upper one", () => {
    const all = statistics(store, 10, 13);
    expect(all("PR(:0.2)")).toBe(75);
    expect(all("PR(0.1:0.2)")).toBe(25);
    expect(all("PR(0.1:0.5)")).toBe(50);
    expect(all("PR(0.2:)")).toBe(25);
    expect(all("PR(0:0.05)")).toBe(0);
  });

  it("take the largest value below a percentile", () => {
    const hundred = new MetricStore();
    for (let value = 1; value <= 100; value++) hundred.put(METRIC, 0, value);
    const all = statistics(hundred, 0, 1);
    expect(["p50", "p99", "p99.9", "p100"].map(all)).toEqual([50, 99, 100, 100]);
    expect(statistics(store, 10, 13)("p50")).toBe(0.1);
  });

  it("know only what a statistic set tells", () => {
    const sets = new MetricStore();
    sets.putStatistics(METRIC, 0, { sampleCount: 4, sum: 10, minimum: 1, maximum: 4 });
    sets.putStatistics(METRIC, 1, { sampleCount: 3, sum: 6, minimum: 2, maximum: 2 });
    expect(statistics(sets, 0, 2)("Average")).toBe(16 / 7);
    expect(statistics(sets, 0, 2)("p50")).toBeUndefined();
    expect(statistics(sets, 0, 2)("PR(:3)")).toBeUndefined();
    expect(statistics(sets, 1, 2)("p50")).toBe(2);
    expect(statistics(sets, 1, 2)("PR(:3)")).toBe(100);
  });

  it("notice samples that come late and samples of earlier minutes than any before", () => {
    const late = new MetricStore();
    late.put(METRIC, 5, 1);
    expect(statistics(late, 0, 10)("Sum")).toBe(1);
    late.put(METRIC, 3, 1);
    late.put(METRIC, -7, 1);
    late.put(METRIC, 5, 1);
    expect(statistics(late, 0, 10)("Sum")).toBe(3);
    expect(statistics(late, -10, 10)("Sum")).toBe(4);
    expect(statistics(late, -10, 10)("PR(:1)")).toBe(100);
  });

  it("do not drift: a value taken out of a long series is the value put in", () => {
    const long = new MetricStore();
    for (let minute = 0; minute < 10_000; minute++) long.put(METRIC, minute, minute % 2 === 0 ? 0.1 : 14.4);
    expect(statistics(long, 9_999, 10_000)("Average")).toBe(14.4);
    expect(statistics(long, 9_998, 9_999)("Sum")).toBe(0.1);
  });

  it("are refused when CloudWatch has no such statistic or this store does not know it", () => {
    for (const text of ["Median", "tm90", "p101", "PR(:)", "PR(1)", "sum"]) {
      expect(() => parseStatistic(text)).toThrow(text);
    }
  });
});

describe("the key of a metric", () => {
  it("does not depend on the order of dimensions, and on everything else", () => {
    const of = (dimensions: Record<string, string>) => metricKey({ ...METRIC, dimensions });
    expect(of({ a: "1", b: "2" })).toBe(of({ b: "2", a: "1" }));
    expect(of({ a: "1" })).not.toBe(of({ a: "1", b: "2" }));
    expect(of({ a: "$" })).not.toBe(metricKey({ ...METRIC, name: "Other", dimensions: { a: "$" } }));
  });
});
