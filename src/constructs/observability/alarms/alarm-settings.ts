import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { PlanAlarmProps } from "../../core/alarm";
import type { Metric, Series } from "../metrics/metric";
import { checkAlarmLimits } from "./alarm-limits";

export type AlarmSettings = PlanAlarmProps["metric"];

/** How long something must hold: `of` periods are looked at, and in `breaching` of them it must hold. */
export interface Window {
  readonly periodSeconds: number;
  readonly breaching: number;
  readonly of: number;
}

export interface Condition {
  readonly is: "above" | "at-least" | "at-most" | "below";
  readonly threshold: number;
  readonly window: Window;
  /** `breaching` where silence itself is the failure; `ignore` where the state stays as it was put. */
  readonly missing: "notBreaching" | "breaching" | "ignore";
}

export interface Baseline {
  /** Standard deviations to each side. */
  readonly band: number;
  /** Which side of the band alarms. */
  readonly outside: "both" | "above" | "below";
  readonly window: Window;
}

const COMPARISONS: Readonly<Record<Condition["is"], string>> = {
  above: "GreaterThanThreshold",
  "at-least": "GreaterThanOrEqualToThreshold",
  "at-most": "LessThanOrEqualToThreshold",
  below: "LessThanThreshold",
};

const OUTSIDE: Readonly<Record<Baseline["outside"], string>> = {
  both: "LessThanLowerOrGreaterThanUpperThreshold",
  above: "GreaterThanUpperThreshold",
  below: "LessThanLowerThreshold",
};

/** Id of the expression that an alarm compares. */
const RESULT = "result";
const BAND = "band";

/** Compares a series with a number. */
export function compared(series: Series, { is, threshold, window, missing }: Condition): AlarmSettings {
  const common = {
    ...evaluation(window),
    comparisonOperator: COMPARISONS[is],
    threshold,
    treatMissingData: missing,
  };
  const [only] = Object.values(series.metrics);
  if (series.formula === null && only !== undefined) return { ...common, ...plain(only, window) };
  return { ...common, metricQuery: checked([...queries(series, window, false), result(series)]) };
}

/** Compares a series with what CloudWatch has learnt of it: by hour and weekday, over two weeks. */
export function comparedWithBaseline(series: Series, { band, outside, window }: Baseline): AlarmSettings {
  const math = series.formula !== null;
  const watched = math ? RESULT : Object.keys(series.metrics).join();
  return {
    ...evaluation(window),
    comparisonOperator: OUTSIDE[outside],
    thresholdMetricId: BAND,
    treatMissingData: "notBreaching",
    metricQuery: checked([
      ...queries(series, window, !math),
      ...(math ? [result(series)] : []),
      {
        id: BAND,
        expression: `ANOMALY_DETECTION_BAND(${watched}, ${band})`,
        label: `${series.label} (expected)`,
        returnData: true,
      },
    ]),
  };
}

function evaluation(window: Window): Pick<AlarmSettings, "evaluationPeriods" | "datapointsToAlarm"> {
  checkAlarmLimits({ periodSeconds: window.periodSeconds, evaluationPeriods: window.of });
  return { evaluationPeriods: window.of, datapointsToAlarm: window.breaching };
}

function checked(queries: CloudwatchMetricAlarmMetricQuery[]): CloudwatchMetricAlarmMetricQuery[] {
  checkAlarmLimits({ queries: queries.length });
  return queries;
}

function plain(metric: Metric, { periodSeconds }: Window): Partial<AlarmSettings> {
  const { namespace, name, dimensions, statistic } = metric;
  return {
    namespace,
    metricName: name,
    dimensions: { ...dimensions },
    period: periodSeconds,
    ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
  };
}

function queries(series: Series, window: Window, returnData: boolean): CloudwatchMetricAlarmMetricQuery[] {
  return Object.entries(series.metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
    id,
    returnData,
    metric: {
      namespace,
      metricName: name,
      dimensions: { ...dimensions },
      period: window.periodSeconds,
      stat: statistic,
    },
  }));
}

function result({ formula, label }: Series): CloudwatchMetricAlarmMetricQuery {
  if (formula === null) throw new Error(`series ${label} of several metrics has no formula`);
  return { id: RESULT, expression: formula((key) => key), label, returnData: true };
}
