import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { EventSource } from "./event-source";
import { notificationTemplate } from "./notification";

/** EventBridge allows 64 characters (PutRule). */
const NAME_MAX_LENGTH = 64;

export interface EventNotificationProps {
  readonly plan: Plan;
  readonly source: EventSource;
  /** Topic of the source's severity. */
  readonly topicArn: string;
  /** Whether a chat channel listens to the topic. */
  readonly forChat: boolean;
}

/** Tells people of an AWS service's events, in words and with the runbook. */
export class EventNotification extends Construct {
  constructor(scope: Construct, id: string, { plan, source, topicArn, forChat }: EventNotificationProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, [source.name], NAME_MAX_LENGTH),
      description: source.description,
      eventPattern: JSON.stringify(source.pattern),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "topic",
      arn: topicArn,
      inputTransformer: {
        inputPaths: { ...source.text.values },
        inputTemplate: notificationTemplate(plan, source.text, forChat),
      },
    });
    provides(rule, INCIDENT_SUBJECT, ...source.capabilities);
  }
}
