import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { windowName } from "../../../model/slo";
import type { Duration } from "../../../model/units/duration";
import type { Metric } from "../metrics/metric";

export const BUDGET_REMAINING = "budget-remaining";
export const BAD_SHARE = "bad-share";

/** Name of the metric that records the error ratio over a window: `error-ratio-3d`. */
export function errorRatioName(window: Duration): string {
  return `error-ratio-${windowName(window)}`;
}

/** A metric that the recorder of a service publishes for an SLO. */
export function recordedMetric(plan: Plan, service: string, slo: string, name: string, statistic: string): Metric {
  return { namespace: metricNamespace(plan), name, dimensions: { Service: service, Slo: slo }, statistic };
}
