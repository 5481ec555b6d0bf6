import { parseMetricMath } from "./metric-math";
import type { MetricStore } from "./metric-store";
import { parseStatistic } from "./statistic";

const MINUTE = 60_000;

interface Query {
  readonly Id: string;
  readonly ReturnData: boolean;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

interface GetMetricData {
  readonly MetricDataQueries: readonly Query[];
  readonly StartTime: string;
  readonly EndTime: string;
}

interface PutMetricData {
  readonly Namespace: string;
  readonly MetricData: readonly {
    readonly MetricName: string;
    readonly Dimensions: Query["MetricStat"] extends infer S
      ? NonNullable<S> extends { Metric: { Dimensions: infer D } }
        ? D
        : never
      : never;
    readonly Value: number;
    readonly Timestamp?: string;
  }[];
}

/** CloudWatch's GetMetricData and PutMetricData over a store: the handler of a state machine's tasks. */
export function metricDataApi(store: MetricStore, epoch: number, now: () => number) {
  const minuteOf = (time: string) => Math.floor((Date.parse(time) - epoch) / MINUTE);
  return (resource: string, call: unknown): unknown => {
    switch (resource) {
      case "arn:aws:states:::aws-sdk:cloudwatch:getMetricData":
        return getMetricData(store, epoch, minuteOf, call as GetMetricData);
      case "arn:aws:states:::aws-sdk:cloudwatch:putMetricData":
        for (const { MetricName, Dimensions, Value, Timestamp } of (call as PutMetricData).MetricData) {
          const metric = {
            namespace: (call as PutMetricData).Namespace,
            name: MetricName,
            dimensions: named(Dimensions),
          };
          store.put(metric, Timestamp === undefined ? now() : minuteOf(Timestamp), Value);
        }
        return {};
      default:
        throw new Error(`no call of ${resource} is played here`);
    }
  };
}

function getMetricData(
  store: MetricStore,
  epoch: number,
  minuteOf: (time: string) => number,
  { MetricDataQueries, StartTime, EndTime }: GetMetricData,
) {
  const [start, end] = [minuteOf(StartTime), minuteOf(EndTime)];
  const period = (MetricDataQueries.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 60) / 60;
  const starts = Array.from({ length: Math.ceil((end - start) / period) }, (_, index) => start + index * period);
  const series = new Map<string, readonly (number | undefined)[]>();
  for (const { Id, MetricStat } of MetricDataQueries) {
    if (MetricStat === undefined) continue;
    const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
    const metric = { namespace: Namespace, name: MetricName, dimensions: named(Dimensions) };
    const statistic = parseStatistic(MetricStat.Stat);
    series.set(
      Id,
      starts.map((from) => store.statistic(metric, statistic, from, Math.min(from + period, end))),
    );
  }
  for (const { Id, Expression } of MetricDataQueries) {
    if (Expression === undefined) continue;
    const math = parseMetricMath(Expression, "propagate");
    series.set(
      Id,
      starts.map((_, index) => math.evaluate((id) => series.get(id)?.[index])),
    );
  }
  return {
    MetricDataResults: MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(({ Id }) => {
      // The newest first, as the API gives them.
      const points = starts
        .flatMap((minute, index) => {
          const value = series.get(Id)?.[index];
          return value === undefined ? [] : [{ time: new Date(epoch + minute * MINUTE).toISOString(), value }];
        })
        .reverse();
      return { Id, Timestamps: points.map(({ time }) => time), Values: points.map(({ value }) => value) };
    }),
  };
}

function named(dimensions: readonly { readonly Name: string; readonly Value: string }[]) {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
}
