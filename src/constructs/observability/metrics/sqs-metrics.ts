import type { SqsOutputs } from "../../core/stack-outputs";
import { type Series, single } from "./metric";

/** Metrics of an SQS queue and of its dead-letter queue. */
export interface SqsMetrics {
  /** Seconds. */
  readonly oldestMessage: Series;
  readonly waiting: Series;
  /** Received and not yet deleted. */
  readonly inFlight: Series;
  readonly sent: Series;
  readonly received: Series;
  readonly deadLetters: Series;
}

export function sqsMetrics({ queueName, deadLetterQueueName }: SqsOutputs): SqsMetrics {
  const read = (label: string, name: string, statistic: string, queue = queueName) =>
    single(label, { namespace: "AWS/SQS", name, dimensions: { QueueName: queue }, statistic });
  return {
    oldestMessage: read("oldest message in s", "ApproximateAgeOfOldestMessage", "Maximum"),
    waiting: read("waiting messages", "ApproximateNumberOfMessagesVisible", "Maximum"),
    inFlight: read("messages in flight", "ApproximateNumberOfMessagesNotVisible", "Maximum"),
    sent: read("sent messages", "NumberOfMessagesSent", "Sum"),
    received: read("received messages", "NumberOfMessagesReceived", "Sum"),
    deadLetters: read("dead letters", "ApproximateNumberOfMessagesVisible", "Maximum", deadLetterQueueName),
  };
}
