import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { resourceName } from "../core/names";
import { policyDocument } from "../core/policy";
import { regionArgument } from "../core/region-argument";

/** SQS allows 80 characters (CreateQueue). */
const NAME_MAX_LENGTH = 80;

/** Longest that SQS keeps a message: 14 days. What failed waits for people. */
export const KEPT_SECONDS = 14 * SECONDS_PER_DAY;

/** Shortest that SQS keeps a message: a minute. */
export const FORGOTTEN_SECONDS = 60;

export interface EventQueueProps {
  /** Of the stack that the queue stands in. */
  readonly plan: Plan;
  readonly region: string;
  readonly nameParts: readonly string[];
  readonly keptSeconds: number;
  /** Key of that region whose policy admits EventBridge; null where SQS encrypts by itself. */
  readonly keyArn: string | null;
  /** The rules that may put events there. */
  readonly ruleArns: readonly string[];
}

/** A queue that takes events of EventBridge rules: what a target did not take, or what need only be counted. */
export class EventQueue extends Construct {
  readonly arn: string;
  /** A literal. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const { plan, region, nameParts, keptSeconds, keyArn, ruleArns } = props;
    this.name = resourceName(plan, nameParts, NAME_MAX_LENGTH);
    const placement = regionArgument(plan, region);
    const queue = new SqsQueue(this, "queue", {
      ...placement,
      name: this.name,
      ...(keyArn === null ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: keyArn }),
      messageRetentionSeconds: keptSeconds,
    });
    new SqsQueuePolicy(this, "policy", {
      ...placement,
      queueUrl: queue.id,
      policy: policyDocument(
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "Events",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
        },
      ),
    });
    this.arn = queue.arn;
  }
}
