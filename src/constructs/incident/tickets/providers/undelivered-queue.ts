import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import type { Plan } from "../../../../model/plan";
import { SECONDS_PER_DAY } from "../../../../model/units/duration";
import { resourceName } from "../../../core/names";
import { policyDocument } from "../../../core/policy";
import type { IncidentRegion } from "../../incident-regions";

/** SQS allows 80 characters (CreateQueue). */
const NAME_MAX_LENGTH = 80;

/** Longest that SQS keeps a message: 14 days. What failed waits for people. */
const RETENTION_SECONDS = 14 * SECONDS_PER_DAY;

export interface UndeliveredQueueProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly ruleArn: string;
}

/** Where EventBridge puts events that a target did not take. OpsCenter has the tickets all the same. */
export class UndeliveredQueue extends Construct {
  readonly arn: string;
  /** A literal. */
  readonly name: string;

  constructor(scope: Construct, id: string, { plan, region, ruleArn }: UndeliveredQueueProps) {
    super(scope, id);
    this.name = resourceName(plan, ["undelivered-tickets"], NAME_MAX_LENGTH);
    const queue = new SqsQueue(this, "queue", {
      name: this.name,
      // The key's policy admits EventBridge.
      kmsMasterKeyId: region.messagingKeyArn,
      messageRetentionSeconds: RETENTION_SECONDS,
    });
    new SqsQueuePolicy(this, "policy", { queueUrl: queue.id, policy: policy(queue.arn, ruleArn) });
    this.arn = queue.arn;
  }
}

function policy(queueArn: string, ruleArn: string): string {
  return policyDocument(
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "UndeliveredEvents",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
    },
  );
}
