import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { regionArgument } from "../../core/region-argument";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { SubscribedTopic } from "./subscribed-topic";

export interface EmailChannelProps {
  readonly plan: Plan;
  readonly address: string;
  readonly topics: readonly SubscribedTopic[];
}

/** Mails to one address. SNS sends a confirmation for each topic, and nothing else until someone accepts it. */
export class EmailChannel extends Construct {
  constructor(scope: Construct, id: string, { plan, address, topics }: EmailChannelProps) {
    super(scope, id);
    for (const topic of topics) {
      const subscription = new SnsTopicSubscription(this, topic.id, {
        ...regionArgument(plan, topic.region),
        topicArn: topic.arn,
        protocol: "email",
        endpoint: address,
      });
      provides(subscription, INCIDENT_SUBJECT, topic.capability);
    }
  }
}
