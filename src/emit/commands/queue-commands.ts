import { REDRIVE_MESSAGES_PER_SECOND } from "../../model/redrive-rate";
import type { EmitContext } from "../emit-context";
import { aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { variable } from "./shell";

type Place = Pick<EmitContext, "region" | "account">;

export function queueUrl(queue: string, { region, account }: Place): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${queue}`;
}

function queueArn(queue: string, { region, account }: Place): string {
  return `arn:aws:sqs:${region}:${account}:${queue}`;
}

/** Messages that wait, and messages that a consumer holds. */
export function queueDepth(queue: string, place: Place): string {
  return aws(
    "sqs get-queue-attributes",
    {
      "queue-url": queueUrl(queue, place),
      "attribute-names": [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
      query: "Attributes",
    },
    place.region,
  );
}

export function queueMetric(queue: string, name: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/SQS",
    name,
    dimensions: [dimension("QueueName", queue)],
    statistic,
    region,
  });
}

/** Looks at ten messages; they stay in the queue and are hidden for half a minute. */
export function peekMessages(queue: string, place: Place): string {
  return aws(
    "sqs receive-message",
    {
      "queue-url": queueUrl(queue, place),
      "max-number-of-messages": 10,
      "visibility-timeout": 30,
      "attribute-names": "All",
      "message-attribute-names": "All",
    },
    place.region,
  );
}

/** Sends dead letters back to the queue that they came from. */
export function redrive(deadLetters: string, place: Place): string {
  return aws(
    "sqs start-message-move-task",
    { "source-arn": queueArn(deadLetters, place), "max-number-of-messages-per-second": REDRIVE_MESSAGES_PER_SECOND },
    place.region,
  );
}

export function redriveProgress(deadLetters: string, place: Place): string {
  return aws(
    "sqs list-message-move-tasks",
    { "source-arn": queueArn(deadLetters, place), "max-results": 1 },
    place.region,
  );
}

/** Stops what is on its way; messages already moved stay moved. */
export function stopRedrive(deadLetters: string, place: Place): string {
  return [
    awsInto(
      "TASK",
      "sqs list-message-move-tasks",
      "Results[0].TaskHandle",
      { "source-arn": queueArn(deadLetters, place), "max-results": 1 },
      place.region,
    ),
    aws("sqs cancel-message-move-task", { "task-handle": variable("TASK") }, place.region),
  ].join("\n");
}
