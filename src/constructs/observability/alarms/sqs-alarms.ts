import type { SqsStore } from "../../../model/plan";
import { formatDuration } from "../../../model/units/duration";
import type { SqsOutputs } from "../../core/stack-outputs";
import { sqsMetrics } from "../metrics/sqs-metrics";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { EACH_OF_FIVE_MINUTES, FIVE_MINUTES } from "./windows";

/** Backlog of an SQS queue, and messages that nobody could handle. */
export function sqsAlarms(post: AlarmPost, store: SqsStore, outputs: SqsOutputs): void {
  const metrics = sqsMetrics(outputs);
  raise(post, {
    name: "message-age",
    severity: "medium",
    runbook: "queue-backlog",
    condition: `oldest message older than ${formatDuration(store.maxAge)} for 5 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.oldestMessage, {
      is: "above",
      threshold: store.maxAge.seconds,
      window: EACH_OF_FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
  raise(post, {
    name: "dead-letters",
    severity: "high",
    runbook: "dead-letter-queue",
    condition: "messages in the dead-letter queue",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.deadLetters, {
      is: "above",
      threshold: 0,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}
