import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { policyDocument, type Statement } from "../core/policy";
import type { IncidentRegion } from "./incident-regions";

/** SNS allows 256 characters (CreateTopic). */
const NAME_MAX_LENGTH = 256;

/** AWS services that may publish in their own name. Roles of the account are admitted by their own policies. */
export type Publisher = "alarms" | "events" | "budgets" | "cost-anomalies";

export interface EncryptedTopicProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly name: string;
  readonly publishers: readonly Publisher[];
}

/** A topic encrypted with the plan's messaging key that takes messages over TLS only, from those it names. */
export class EncryptedTopic extends Construct {
  readonly topic: SnsTopic;
  readonly arn: string;
  /** A literal. */
  readonly name: string;

  constructor(scope: Construct, id: string, { plan, region, name, publishers }: EncryptedTopicProps) {
    super(scope, id);
    this.name = resourceName(plan, [name], NAME_MAX_LENGTH);
    this.topic = new SnsTopic(this, "topic", {
      ...region.placement,
      name: this.name,
      kmsMasterKeyId: region.messagingKeyArn,
      // SHA-256 instead of SHA-1, for the HTTPS endpoints that check who calls them.
      signatureVersion: 2,
    });
    this.arn = this.topic.arn;
    const admitted = publishers.map((publisher) => PUBLISHERS[publisher](plan, region.region, this.arn));
    new SnsTopicPolicy(this, "policy", {
      ...region.placement,
      arn: this.arn,
      policy: policyDocument(tlsOnly(this.arn), ...admitted),
    });
  }
}

const PUBLISHERS: Readonly<Record<Publisher, (plan: Plan, region: string, topicArn: string) => Statement>> = {
  alarms: ({ environment: { account } }, region, topicArn) => ({
    Sid: "Alarms",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${account}:alarm:*` },
    },
  }),
  // Without a condition on the source: EventBridge sends none to SNS, and every event would be refused without a trace
  // (EventBridge user guide, permissions for SNS). So only topics that a rule publishes to admit it.
  events: (_plan, _region, topicArn) => ({
    Sid: "Events",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
  }),
  // AWS Cost Management user guide, "Creating an Amazon SNS topic for budget notifications".
  budgets: ({ environment: { account } }, _region, topicArn) => ({
    Sid: "Budgets",
    Principal: { Service: "budgets.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:budgets::${account}:*` },
    },
  }),
  // The same guide, "Creating an Amazon SNS topic for anomaly notifications": of the account that owns the subscription.
  "cost-anomalies": ({ environment: { account } }, _region, topicArn) => ({
    Sid: "CostAnomalies",
    Principal: { Service: "costalerts.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  }),
};

function tlsOnly(topicArn: string): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
