import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { detects, provides } from "../../../evidence/declare";
import { enabledTicket, type Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { TicketMachine } from "../tickets/ticket-machine";
import { ticketInput } from "../tickets/ticket-template";
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
  readonly tickets: TicketMachine;
}

/** Tells people of an AWS service's events, in words and with the runbook, and opens the ticket that they call for. */
export class EventNotification extends Construct {
  constructor(scope: Construct, id: string, props: EventNotificationProps) {
    super(scope, id);
    const { plan, source, topicArn, forChat } = props;
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, [source.name], NAME_MAX_LENGTH),
      description: source.description,
      eventPattern: JSON.stringify(source.pattern),
    });
    if (source.notifies !== false) {
      new CloudwatchEventTarget(this, "target", {
        rule: rule.name,
        targetId: "topic",
        arn: topicArn,
        inputTransformer: {
          inputPaths: { ...source.text.values },
          inputTemplate: notificationTemplate(plan, source.text, forChat),
        },
      });
    }
    provides(rule, INCIDENT_SUBJECT, ...source.capabilities);
    this.openTicket(rule, props);
  }

  private openTicket(rule: CloudwatchEventRule, { plan, source, tickets }: EventNotificationProps): void {
    const { ticket, text } = source;
    if (ticket === null || enabledTicket(plan, ticket.name) === undefined) return;
    const { inputPaths, inputTemplate } = ticketInput(plan, ticket, text);
    new CloudwatchEventTarget(this, "ticket_target", {
      rule: rule.name,
      targetId: "ticket",
      arn: tickets.arn,
      roleArn: tickets.startRoleArn,
      inputTransformer: { inputPaths: { ...inputPaths }, inputTemplate },
    });
    provides(rule, INCIDENT_SUBJECT, "ticket");
    detects(rule, INCIDENT_SUBJECT, ticket.name);
  }
}
