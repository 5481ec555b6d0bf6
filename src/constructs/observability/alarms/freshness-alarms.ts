import { duration, formatDuration } from "../../../model/units/duration";
import { sqsMetrics } from "../metrics/sqs-metrics";
import type { ServiceContext } from "../service-context";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { EACH_OF_FIVE_MINUTES } from "./windows";

/** The age of the oldest message, for each queue that a `queue-age` SLO of the service watches. */
export function freshnessAlarms(post: AlarmPost, { service, stores }: ServiceContext): void {
  for (const { name, sli, store: queue, thresholdMilliseconds } of service.slos) {
    const store = stores.find((candidate) => candidate.name === queue);
    if (sli !== "queue-age" || store?.engine !== "sqs" || thresholdMilliseconds === null) continue;
    const seconds = thresholdMilliseconds / 1000;
    raise(post, {
      name: `queue-age-${name}`,
      severity: "high",
      runbook: "queue-backlog",
      condition: `oldest message of ${store.name} older than ${formatDuration(duration(seconds))} for 5 minutes`,
      signal: "latency",
      capabilities: ["golden-signal-alarm"],
      ticket: null,
      metric: compared(sqsMetrics(store).oldestMessage, {
        is: "above",
        threshold: seconds,
        window: EACH_OF_FIVE_MINUTES,
        missing: "notBreaching",
      }),
    });
  }
}
