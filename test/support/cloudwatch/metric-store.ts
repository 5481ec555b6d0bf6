import { type MetricId, metricKey } from "./metric-key";
import { MetricSeries, type StatisticSet } from "./metric-series";
import type { Statistic } from "./statistic";

/** All metrics of an account, at a resolution of one minute. Minutes count from the simulation's epoch. */
export class MetricStore {
  private readonly byKey = new Map<string, MetricSeries>();

  /** `count` samples of the same value, taken during the minute that begins at `minute`. */
  put(metric: MetricId, minute: number, value: number, count = 1): void {
    if (count <= 0) throw new Error(`${count} samples of ${metric.name}`);
    this.series(metric).put(minute, value, count);
  }

  /** Samples known only by their statistics. CloudWatch has no percentiles of them, unless all are the same. */
  putStatistics(metric: MetricId, minute: number, set: StatisticSet): void {
    if (set.sampleCount <= 0) throw new Error(`${set.sampleCount} samples of ${metric.name}`);
    this.series(metric).putStatistics(minute, set);
  }

  /** Over the minutes from `from` up to and without `to`; undefined where there is no sample. */
  statistic(metric: MetricId, statistic: Statistic, from: number, to: number): number | undefined {
    return this.series(metric).statistic(statistic, from, to);
  }

  series(metric: MetricId): MetricSeries {
    const key = metricKey(metric);
    const found = this.byKey.get(key) ?? new MetricSeries();
    this.byKey.set(key, found);
    return found;
  }
}
