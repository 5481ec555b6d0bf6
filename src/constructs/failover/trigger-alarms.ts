import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { type PlanAlarmProps, planAlarm } from "../core/alarm";
import { FAILOVER_SUBJECT } from "./failover-subject";

/** Where an alarm on the trigger stands, and whom it tells. */
export interface TriggerPost {
  readonly plan: Plan;
  readonly region: string;
  /** Topic of severity high in that region. */
  readonly topicArn: string;
}

const PERIOD_SECONDS = 300;

/** A rule that could not call its target: nobody else would notice before the region is lost. */
export function ruleFailuresAlarm(
  scope: Construct,
  id: string,
  post: TriggerPost,
  ruleName: string,
  name: string,
): void {
  broken(scope, id, post, {
    name,
    condition: "EventBridge could not carry an event of the failover on",
    metric: {
      namespace: "AWS/Events",
      metricName: "FailedInvocations",
      dimensions: { RuleName: ruleName },
      statistic: "Sum",
    },
  });
}

/** Events that were given up. */
export function undeliveredAlarm(
  scope: Construct,
  id: string,
  post: TriggerPost,
  queueName: string,
  name: string,
): void {
  broken(scope, id, post, {
    name,
    condition: "an event of the failover was given up and waits in its queue",
    metric: {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
    },
  });
}

interface Breakage {
  readonly name: string;
  readonly condition: string;
  readonly metric: Pick<PlanAlarmProps["metric"], "namespace" | "metricName" | "dimensions" | "statistic">;
}

function broken(scope: Construct, id: string, post: TriggerPost, { name, condition, metric }: Breakage): void {
  planAlarm(scope, id, {
    plan: post.plan,
    subject: FAILOVER_SUBJECT,
    name,
    severity: "high",
    runbook: "region-failure",
    condition,
    signal: null,
    capabilities: ["failover"],
    topics: [post.topicArn],
    region: post.region,
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
