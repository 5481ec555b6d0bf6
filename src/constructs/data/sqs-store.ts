import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { SqsStore } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { policyDocument } from "../core/policy";
import type { SqsOutputs } from "../core/stack-outputs";
import { BackPressure } from "./back-pressure/back-pressure";
import { deadLetterQueueName, queueName } from "./store-names";
import type { StoreProps } from "./store-props";
import { storeSubject } from "./store-subject";

/** Longest that SQS waits for a message before it answers, in seconds: fewest empty answers to pay for. */
const LONG_POLL_SECONDS = 20;

/** Longest that SQS keeps a message: 14 days. What failed waits for people. */
const DEAD_LETTER_RETENTION_SECONDS = 14 * SECONDS_PER_DAY;

/** A queue, and the one that takes the messages it could not get rid of; both encrypted and reached by TLS only. */
export class SqsStoreQueue extends Construct {
  readonly outputs: SqsOutputs;

  constructor(scope: Construct, id: string, props: StoreProps<SqsStore>) {
    super(scope, id);
    const { plan, store } = props;
    const deadLetters = this.queue("dead_letters", deadLetterQueueName(plan, store), props, {
      messageRetentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
    });
    const queue = this.queue("queue", queueName(plan, store), props, {
      messageRetentionSeconds: store.retention.seconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: store.maxReceives }),
    });
    new SqsQueueRedriveAllowPolicy(this, "redrive_allow_policy", {
      queueUrl: deadLetters.id,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
    this.declare(props, queue, deadLetters);
    this.outputs = {
      engine: store.engine,
      name: store.name,
      queueName: queueName(plan, store),
      deadLetterQueueName: deadLetterQueueName(plan, store),
      queueArn: queue.arn,
      queueUrl: queue.url,
      backPressure: store.backPressure ? new BackPressure(this, "back_pressure", props).outputs : null,
    };
  }

  private queue(id: string, name: string, { store, foundation }: StoreProps<SqsStore>, own: SqsQueueConfig): SqsQueue {
    const queue = new SqsQueue(this, id, {
      name,
      kmsMasterKeyId: foundation.keyArns.data,
      visibilityTimeoutSeconds: store.visibilityTimeout.seconds,
      receiveWaitTimeSeconds: LONG_POLL_SECONDS,
      ...(store.fifo ? FIFO : {}),
      ...own,
      lifecycle: { preventDestroy: true },
    });
    new SqsQueuePolicy(this, `${id}_policy`, { queueUrl: queue.id, policy: tlsOnly(queue.arn) });
    return queue;
  }

  private declare({ plan, store }: StoreProps<SqsStore>, queue: SqsQueue, deadLetters: SqsQueue): void {
    const subject = storeSubject(store);
    provides(queue, subject, "queue");
    playsRole(queue, subject, "sqs-queue", { queue: queueName(plan, store) });
    playsRole(deadLetters, subject, "sqs-dead-letter-queue", { queue: deadLetterQueueName(plan, store) });
  }
}

/** Order is kept per message group, and throughput counted per group: the high-throughput mode. */
const FIFO = {
  fifoQueue: true,
  contentBasedDeduplication: true,
  deduplicationScope: "messageGroup",
  fifoThroughputLimit: "perMessageGroupId",
} as const;

/** Who may use the queue is said by the policies of the services' roles; this only refuses plain HTTP. */
function tlsOnly(queueArn: string): string {
  return policyDocument({
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}
