import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { planAlarm } from "../../core/alarm";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { TicketMachine } from "./ticket-machine";

/** Five minutes: the shortest in which a failed call has been tried often enough to be given up. */
const PERIOD_SECONDS = 300;

export interface TicketAlarmsProps {
  readonly plan: Plan;
  readonly machine: TicketMachine;
  /** What the ticket system could not be told of; null without a ticket system. */
  readonly undeliveredQueue: string | null;
  /** Topic of severity medium. */
  readonly topicArn: string;
}

/** Tickets that could not be opened, or not be told of, are noticed by people: nobody else would. */
export function ticketAlarms(scope: Construct, props: TicketAlarmsProps): void {
  const { machine, undeliveredQueue } = props;
  notice(scope, props, {
    id: "ticket_failures",
    name: "ticket-failures",
    condition: "a ticket could not be opened in OpsCenter within 5 minutes",
    metric: {
      namespace: "AWS/States",
      metricName: "ExecutionsFailed",
      dimensions: { StateMachineArn: machine.arn },
      statistic: "Sum",
    },
  });
  if (undeliveredQueue === null) return;
  notice(scope, props, {
    id: "undelivered_tickets",
    name: "undelivered-tickets",
    condition: "the ticket system did not take a ticket",
    metric: {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: undeliveredQueue },
      statistic: "Maximum",
    },
  });
}

interface Notice {
  readonly id: string;
  readonly name: string;
  readonly condition: string;
  readonly metric: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Record<string, string>;
    readonly statistic: string;
  };
}

function notice(
  scope: Construct,
  { plan, topicArn }: TicketAlarmsProps,
  { id, name, condition, metric }: Notice,
): void {
  planAlarm(scope, id, {
    plan,
    subject: INCIDENT_SUBJECT,
    name,
    severity: "medium",
    runbook: "monitoring-gap",
    condition,
    signal: null,
    capabilities: ["ticket"],
    topics: [topicArn],
    ticket: null,
    metric: {
      ...metric,
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
    },
  });
}
