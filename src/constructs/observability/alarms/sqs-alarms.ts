import type { SqsStore } from "../../../model/plan";
import { formatDuration } from "../../../model/units/duration";
import type { SqsOutputs } from "../../core/stack-outputs";
import { sqsMetrics } from "../metrics/sqs-metrics";
import { compared } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, EACH_OF_FIVE_MINUTES, FIVE_MINUTES } from "./windows";

/**
 * Messages of one queue that may be received and not yet deleted; beyond, none is handed out. The same for standard and
 * FIFO queues (SQS developer guide, "Standard queue quotas" and "FIFO queue quotas").
 */
const MAX_IN_FLIGHT = 120_000;

/** Share of it from which the queue counts as about to stop; as for the capacity of services. */
const IN_FLIGHT_SHARE = 0.9;

/** Backlog of an SQS queue, messages that nobody could handle, how many are sent and how many are being worked on. */
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
  const limit = MAX_IN_FLIGHT * IN_FLIGHT_SHARE;
  raise(post, {
    name: "messages-in-flight",
    severity: "medium",
    runbook: "queue-backlog",
    condition: `${limit} or more of at most ${MAX_IN_FLIGHT} messages received and not deleted for 15 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.inFlight, {
      is: "at-least",
      threshold: limit,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
  demandAlarm(post, {
    name: "queue-demand",
    words: "messages sent",
    runbook: "queue-backlog",
    series: metrics.sent,
  });
}
