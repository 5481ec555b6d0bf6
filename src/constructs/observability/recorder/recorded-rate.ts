import type { Duration } from "../../../model/units/duration";
import type { Metric } from "../metrics/metric";

/** A share of failures over a window that no alarm can look back over. */
export interface RecordedRate {
  /** Of the metric that it is published as, in percent. */
  readonly name: string;
  /** Dimensions of that metric. */
  readonly labels: Readonly<Record<string, string>>;
  readonly bad: readonly Metric[];
  readonly good: readonly Metric[];
  readonly window: Duration;
  /** Below so many failures the rate is published as 0. */
  readonly minimumFailures: number;
}
