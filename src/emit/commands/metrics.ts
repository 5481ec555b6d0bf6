import { aws } from "./aws";
import { type Expression, secondsAgo } from "./shell";

export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  /** `Name=…,Value=…` each. */
  readonly dimensions: readonly (string | Expression)[];
  /** `Sum`, `Average`, `Maximum`, or a percentile such as `p99`. */
  readonly statistic: string;
  readonly region: string;
}

const HOUR_SECONDS = 3600;
const PERIOD_SECONDS = 300;

/** One metric over the last hour, a row per five minutes, oldest first. */
export function lastHourOf({ namespace, name, dimensions, statistic, region }: MetricQuery): string {
  const percentile = /^p\d/.test(statistic);
  const field = percentile ? `ExtendedStatistics.${statistic}` : statistic;
  return aws(
    "cloudwatch get-metric-statistics",
    {
      namespace,
      "metric-name": name,
      ...(dimensions.length === 0 ? {} : { dimensions }),
      "start-time": secondsAgo(HOUR_SECONDS),
      "end-time": secondsAgo(0),
      period: PERIOD_SECONDS,
      [percentile ? "extended-statistics" : "statistics"]: statistic,
      query: `sort_by(Datapoints,&Timestamp)[].[Timestamp,${field}]`,
      output: "table",
    },
    region,
  );
}

export function dimension(name: string, value: string): string {
  return `Name=${name},Value=${value}`;
}

/** Dimensions that a plan names itself, as JSON: their values may hold what the short form reads. */
export function dimensionsAsJson(dimensions: Readonly<Record<string, string>>): readonly string[] {
  const pairs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return pairs.length === 0 ? [] : [JSON.stringify(pairs)];
}
