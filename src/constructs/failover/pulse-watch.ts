import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import { planAlarm } from "../core/alarm";
import { resourceName } from "../core/names";
import { EventQueue, FORGOTTEN_SECONDS } from "./event-queue";
import {
  type LiveRecovery,
  PULSE_SOURCE,
  pulseDetailType,
  pulseRegion,
  silenceIsLoss,
  TRIGGER_SILENT,
} from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";

/** EventBridge allows 64 characters for rules (PutRule). */
const NAME_MAX_LENGTH = 64;

/**
 * How long silence lasts before it tells. Where it means that the region is lost, five minutes in a row; where it means
 * that the path is broken, three periods of five, since nothing is lost meanwhile.
 */
const SILENCE = {
  loss: { period: 60, evaluationPeriods: 5, words: "5 minutes" },
  breakage: { period: 300, evaluationPeriods: 3, words: "15 minutes" },
} as const;

export interface PulseWatchProps {
  readonly plan: Plan;
  readonly there: Plan;
  readonly recovery: LiveRecovery;
  readonly topicArns: Readonly<Record<Severity, string>>;
}

/**
 * A sign of life comes every minute on the very path that an alarm's event would take: through the rule, role and bus of
 * the trigger. It is counted by a queue that forgets it, and its absence alarms.
 */
export class PulseWatch extends Construct {
  constructor(scope: Construct, id: string, { plan, there, recovery, topicArns }: PulseWatchProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(there, ["failover-pulse"], NAME_MAX_LENGTH),
      description: `Signs of life of the failover's trigger, from ${pulseRegion(plan)}`,
      eventPattern: JSON.stringify({
        source: [PULSE_SOURCE],
        "detail-type": [pulseDetailType(plan)],
        account: [plan.environment.account],
      }),
    });
    const queue = new EventQueue(this, "pulses", {
      plan: there,
      region: recovery.region,
      nameParts: ["failover-pulse"],
      keptSeconds: FORGOTTEN_SECONDS,
      // A pulse holds nothing, and every minute would ask the plan's key.
      keyArn: null,
      ruleArns: [rule.arn],
    });
    new CloudwatchEventTarget(this, "target", { rule: rule.name, targetId: "pulses", arn: queue.arn });
    const loss = silenceIsLoss(plan);
    const { period, evaluationPeriods, words } = loss ? SILENCE.loss : SILENCE.breakage;
    const severity = loss ? "critical" : "high";
    planAlarm(this, "alarm", {
      plan,
      subject: FAILOVER_SUBJECT,
      name: TRIGGER_SILENT,
      severity,
      runbook: "region-failure",
      condition: loss
        ? `no sign of life from ${pulseRegion(plan)} for ${words}`
        : `the failover's trigger could not be heard for ${words}: the loss of the region would start nothing`,
      signal: null,
      capabilities: ["failover"],
      topics: [topicArns[severity]],
      region: recovery.region,
      ticket: null,
      metric: {
        namespace: "AWS/SQS",
        metricName: "NumberOfMessagesSent",
        dimensions: { QueueName: queue.name },
        statistic: "Sum",
        period,
        evaluationPeriods,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      },
    });
  }
}
