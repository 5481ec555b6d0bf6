import type { Plan } from "../../../model/plan";
import { windowName } from "../../../model/slo";
import { type Duration, SECONDS_PER_DAY } from "../../../model/units/duration";
import type { Metric } from "../metrics/metric";

/** CloudWatch namespace of the metrics that a plan publishes itself. */
export function planNamespace(plan: Plan): string {
  return `opsplan/${plan.name}/${plan.environment.name}`;
}

/** Whether an alarm cannot look back so far: one period may last a day at most (PutMetricAlarm). */
export function isRecorded({ seconds }: Duration): boolean {
  return seconds > SECONDS_PER_DAY;
}

export const BUDGET_REMAINING = "budget-remaining";
export const BAD_SHARE = "bad-share";

/** Name of the metric that records the error ratio over a window: `error-ratio-3d`. */
export function errorRatioName(window: Duration): string {
  return `error-ratio-${windowName(window)}`;
}

/** A metric that the recorder of a service publishes for an SLO. */
export function recordedMetric(plan: Plan, service: string, slo: string, name: string, statistic: string): Metric {
  return { namespace: planNamespace(plan), name, dimensions: { Service: service, Slo: slo }, statistic };
}
