import { MinutePrefixSum } from "./minute-prefix-sum";
import type { Statistic } from "./statistic";

export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** What arrived in one minute. */
interface Minute extends StatisticSet {
  /** Value and how often it came; null once a statistic set was put whose single values nobody knows. */
  readonly samples: readonly (readonly [value: number, count: number])[] | null;
}

const EMPTY: Minute = {
  sampleCount: 0,
  sum: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
  samples: [],
};

/** The samples of one metric by minute, and their statistics over any range of minutes. */
export class MetricSeries {
  private minutes: (Minute | undefined)[] = [];
  /** Minute of the first element. */
  private origin = 0;
  private readonly listeners: ((minute: number) => void)[] = [];
  private counts = this.prefixSum(({ sampleCount }) => sampleCount);
  private sums = this.prefixSum(({ sum }) => sum);
  /** Minutes whose single values nobody knows. */
  private opaque = this.prefixSum(({ samples }) => (samples === null ? 1 : 0));
  private withinBounds = new Map<string, MinutePrefixSum>();

  put(minute: number, value: number, count: number): void {
    this.add(minute, {
      sampleCount: count,
      sum: value * count,
      minimum: value,
      maximum: value,
      samples: [[value, count]],
    });
  }

  putStatistics(minute: number, set: StatisticSet): void {
    // CloudWatch knows the single values of a set when they are all the same (user guide, "Requirements to use …").
    const known = set.minimum === set.maximum && set.sum === set.minimum * set.sampleCount;
    this.add(minute, { ...set, samples: known ? [[set.minimum, set.sampleCount]] : null });
  }

  /** Calls `listener` with the minute of every sample put from now on. */
  onPut(listener: (minute: number) => void): void {
    this.listeners.push(listener);
  }

  /** Over the minutes from `from` up to and without `to`; undefined where CloudWatch has no data point. */
  statistic(statistic: Statistic, from: number, to: number): number | undefined {
    const [first, end] = [this.clamp(from), this.clamp(to)];
    const count = this.counts.sum(first, end);
    if (count === 0) return undefined;
    switch (statistic.kind) {
      case "SampleCount":
        return count;
      case "Sum":
        return this.sums.sum(first, end);
      case "Average":
        return this.sums.sum(first, end) / count;
      case "Minimum":
        return this.reduce(first, end, EMPTY.minimum, (least, { minimum }) => Math.min(least, minimum));
      case "Maximum":
        return this.reduce(first, end, EMPTY.maximum, (most, { maximum }) => Math.max(most, maximum));
      case "percentile":
        return this.percentile(statistic.share * count, first, end);
      case "percentile-rank":
        return this.percentileRank(statistic, first, end, count);
    }
  }

  /** The largest value once the samples above the percentile are left out (user guide, on p99). */
  private percentile(rank: number, first: number, end: number): number | undefined {
    if (this.opaque.sum(first, end) > 0) return undefined;
    // Few values come often: sorting each once keeps long windows cheap.
    const counts = this.reduce(first, end, new Map<number, number>(), (sofar, { samples }) => {
      for (const [value, count] of samples ?? []) sofar.set(value, (sofar.get(value) ?? 0) + count);
      return sofar;
    });
    const sorted = [...counts].sort(([a], [b]) => a - b);
    let seen = 0;
    for (const [value, count] of sorted) {
      seen += count;
      // Shares such as 0.999 × 1000 come out a hair above the whole number that they mean.
      if (seen >= rank - 1e-9) return value;
    }
    return undefined;
  }

  private percentileRank(
    { above, upTo }: Extract<Statistic, { kind: "percentile-rank" }>,
    first: number,
    end: number,
    count: number,
  ): number | undefined {
    if (this.opaque.sum(first, end) > 0) return undefined;
    const key = `${above}:${upTo}`;
    const within =
      this.withinBounds.get(key) ??
      this.prefixSum(({ samples }) =>
        (samples ?? []).reduce((sum, [value, times]) => (value > above && value <= upTo ? sum + times : sum), 0),
      );
    this.withinBounds.set(key, within);
    return (100 * within.sum(first, end)) / count;
  }

  private add(minute: number, more: Minute): void {
    if (!Number.isInteger(minute)) throw new Error(`${minute} is not a whole minute`);
    this.makeRoom(minute);
    const index = minute - this.origin;
    const before = this.minutes[index] ?? EMPTY;
    this.minutes[index] = {
      sampleCount: before.sampleCount + more.sampleCount,
      sum: before.sum + more.sum,
      minimum: Math.min(before.minimum, more.minimum),
      maximum: Math.max(before.maximum, more.maximum),
      samples: before.samples === null || more.samples === null ? null : [...before.samples, ...more.samples],
    };
    for (const prefix of [this.counts, this.sums, this.opaque, ...this.withinBounds.values()]) prefix.changedAt(index);
    for (const listener of this.listeners) listener(minute);
  }

  /** Minutes before the first known one are rare: everything moves. */
  private makeRoom(minute: number): void {
    if (this.minutes.length === 0) this.origin = minute;
    if (minute >= this.origin) return;
    this.minutes = [...Array<undefined>(this.origin - minute).fill(undefined), ...this.minutes];
    this.origin = minute;
    this.counts = this.prefixSum(({ sampleCount }) => sampleCount);
    this.sums = this.prefixSum(({ sum }) => sum);
    this.opaque = this.prefixSum(({ samples }) => (samples === null ? 1 : 0));
    this.withinBounds = new Map();
  }

  private reduce<T>(first: number, end: number, start: T, step: (sofar: T, minute: Minute) => T): T {
    let sofar = start;
    for (let index = first; index < end; index++) {
      const minute = this.minutes[index];
      if (minute !== undefined) sofar = step(sofar, minute);
    }
    return sofar;
  }

  private clamp(minute: number): number {
    return Math.min(Math.max(minute - this.origin, 0), this.minutes.length);
  }

  private prefixSum(pick: (minute: Minute) => number): MinutePrefixSum {
    return new MinutePrefixSum((index) => pick(this.minutes[index] ?? EMPTY));
  }
}
