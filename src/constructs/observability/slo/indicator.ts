import type { Metric, MetricId } from "../metrics/metric";

/**
 * What measures an SLO. Alarms, the recorder and dashboards are all made from it, so that they cannot differ in what
 * they count.
 */
export type Indicator = EventIndicator | MinuteIndicator;

/** Good and bad events that add up over any period. */
export interface EventIndicator {
  readonly kind: "events";
  /** By key; keys are lower-case letters and digits, as ids of metric math are. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Metric math for the number of bad events in a period. */
  readonly bad: (id: MetricId) => string;
  /** Metric math for the number of all events in a period. */
  readonly total: (id: MetricId) => string;
}

/** Minutes, of which those are bad whose worst value is above a bound. */
export interface MinuteIndicator {
  readonly kind: "minutes";
  /** Read over a minute. */
  readonly metric: Metric;
  readonly bound: number;
}

/** Share of bad events, 0 where there are fewer events, or fewer bad ones, than given. */
export function errorRatio(
  indicator: EventIndicator,
  guard: { readonly events: number; readonly failures: number },
): (id: MetricId) => string {
  return (id) => {
    const [bad, total] = [indicator.bad(id), indicator.total(id)];
    return `IF(${total} >= ${guard.events} AND ${bad} >= ${guard.failures}, ${bad} / ${total}, 0)`;
  };
}
