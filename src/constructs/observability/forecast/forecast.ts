import type { Subject } from "../../../evidence/evidence";
import { DAYS_TO_LIMIT } from "../../../model/forecast";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import type { Metric, Series } from "../metrics/metric";

/** Something that can run out, and whose use is followed. */
export interface Forecast {
  readonly subject: Subject;
  /** One word of lower-case letters and `-`, unique in its subject: `storage`, `fargate-vcpus`. */
  readonly resource: string;
  /** What is counted, in the plural: `tasks`. */
  readonly words: string;
  readonly series: Series;
  readonly figure: DailyFigure;
  /** In the series' own unit, as is {@link unitSize}. */
  readonly limit: number;
  /** The limit as people read it: `128 TiB`. */
  readonly limitWords: string;
  /** What raises the limit: a key of the plan, `services.checkout.scaling.max`; null where AWS sets it. */
  readonly limitKey: string | null;
}

/**
 * The one figure that stands for a day. `peak`: the series' value over the whole day, whose statistic is the maximum.
 * `busy-hours`: what is reached in three hours of it. An hour's figure is doubled while a deployment runs two versions
 * side by side, and one busy hour is no need for room; three are.
 */
export type DailyFigure = "peak" | "busy-hours";

/** Days until a forecast's limit is reached, as its recorder publishes them. */
export function daysToLimit(plan: Plan, { subject, resource }: Pick<Forecast, "subject" | "resource">): Metric {
  return {
    namespace: metricNamespace(plan),
    name: DAYS_TO_LIMIT,
    dimensions: forecastLabels({ subject, resource }),
    // The newest alone would be lost among several of one period.
    statistic: "Minimum",
  };
}

export function forecastLabels({ subject, resource }: Pick<Forecast, "subject" | "resource">): Record<string, string> {
  return { Subject: subject.name, Resource: resource };
}
