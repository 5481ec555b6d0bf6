import type { Duration } from "../../../model/units/duration";
import { jsonata, quoted } from "../../core/state-machine/jsonata";
import { type State, task } from "../../core/state-machine/state";
import type { Metric } from "../metrics/metric";

/*
 * States that read and publish metrics by Step Functions' SDK integrations, and the expressions on what they read.
 */

const HOUR_SECONDS = 3600;

export interface MetricDataQuery {
  readonly Id: string;
  readonly ReturnData: boolean;
  readonly Expression?: string;
  readonly MetricStat?: State;
}

export function query(id: string, metric: Metric, period: number, returned = false): MetricDataQuery {
  return {
    Id: id,
    ReturnData: returned,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensions(metric.dimensions),
      },
      Period: period,
      Stat: metric.statistic,
    },
  };
}

/** In the API's form. */
export function dimensions(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** Milliseconds since 1970, when the execution began. */
export const NOW = "$toMillis($states.context.Execution.StartTime)";

/** Whole hours, so that every point is a full hour but the last. */
export function getMetricData(window: Duration, queries: readonly MetricDataQuery[]): State {
  const start = `$floor(${NOW} / ${HOUR_SECONDS * 1000}) * ${HOUR_SECONDS * 1000} - ${window.seconds * 1000}`;
  return task("aws-sdk:cloudwatch:getMetricData", {
    MetricDataQueries: queries,
    StartTime: jsonata(`$fromMillis(${start})`),
    EndTime: jsonata("$states.context.Execution.StartTime"),
    ScanBy: "TimestampDescending",
  });
}

export function values(id: string): string {
  return `$states.result.MetricDataResults[Id=${quoted(id)}].Values`;
}

/** The sum of a series, of the points within a window where one is given; nothing adds up to 0. */
export function sumOf(id: string, window: Duration | null): string {
  if (window === null) return `$sum($append([0], ${values(id)}))`;
  const begin = `${NOW} - ${window.seconds * 1000}`;
  // Points come newest first, so those within the window are the first of them. Without a function for each point:
  // Step Functions bounds how long an expression may take.
  const series = `$series := $states.result.MetricDataResults[Id=${quoted(id)}]`;
  const recent = `$recent := $count($series.Timestamps[$toMillis($) >= ${begin}])`;
  return `(${series}; ${recent}; $recent = 0 ? 0 : $sum($append([0], $series.Values[[0..$recent - 1]])))`;
}

export interface Datum {
  readonly name: string;
  readonly unit: "Percent" | "None";
  /** A JSONata expression. */
  readonly value: string;
  readonly timestamp?: string;
}

/** Publishes metrics of a namespace, all with the same dimensions. */
export function putMetricData(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  data: readonly Datum[],
): State {
  return task("aws-sdk:cloudwatch:putMetricData", {
    Namespace: namespace,
    MetricData: data.map(({ name, unit, value, timestamp }) => ({
      MetricName: name,
      Dimensions: dimensions(labels),
      Unit: unit,
      Value: jsonata(value),
      ...(timestamp === undefined ? {} : { Timestamp: timestamp }),
    })),
  });
}
