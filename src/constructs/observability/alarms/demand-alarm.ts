import type { AlarmRunbook } from "../../../model/catalogue/runbooks";
import type { Series } from "../metrics/metric";
import { comparedWithBaseline } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { MOST_OF_FIFTEEN_MINUTES } from "./windows";

export interface Demand {
  readonly name: string;
  /** What is counted, in the plural: `commits`. */
  readonly words: string;
  readonly runbook: AlarmRunbook;
  readonly series: Series;
}

/**
 * Far more or far less work than at this time of other days. Only a baseline can tell, so there is no alarm without
 * anomaly detection. Low: the traffic alarm of the service that sends the work speaks first and louder.
 */
export function demandAlarm(post: AlarmPost, { name, words, runbook, series }: Demand): void {
  const { anomalyDetection, anomalyBand: band } = post.plan.observability;
  if (!anomalyDetection) return;
  raise(post, {
    name,
    severity: "low",
    runbook,
    condition: `${words} outside ${band} standard deviations of the baseline in 2 of 3 periods of 5 minutes`,
    signal: "traffic",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(series, { band, outside: "both", window: MOST_OF_FIFTEEN_MINUTES }),
  });
}
