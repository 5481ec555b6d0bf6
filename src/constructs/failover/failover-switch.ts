import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { alarmName, planAlarm } from "../core/alarm";
import { resourceName } from "../core/names";
import { failoverNamespace, type LiveRecovery, SWITCH_METRIC, SWITCHED } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";

/** Tag values hold 256 characters. */
const NAME_TAG_MAX_LENGTH = 256;

/** The finest that Route 53 reads: it takes standard-resolution metrics only (AlarmIdentifier, API reference). */
const PERIOD_SECONDS = 60;

/** Value of the metric from which on the switch is on. */
const ON = 1;

export interface FailoverSwitchProps {
  readonly plan: Plan;
  readonly recovery: LiveRecovery;
  /** Topic of severity high in the recovery region. */
  readonly topicArn: string;
}

/**
 * The switch of the failover records: a metric in the recovery region, whose alarm makes a health check unhealthy. All
 * of it is data plane and none of it is in the region that may be lost. Route 53 reads the alarm's metric, and keeps
 * what it last saw where there is none: one data point turns the switch, and it stays.
 */
export class FailoverSwitch extends Construct {
  readonly healthCheckId: string;
  /** A literal. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, { plan, recovery, topicArn }: FailoverSwitchProps) {
    super(scope, id);
    const namespace = failoverNamespace(plan);
    const alarm = planAlarm(this, "alarm", {
      plan,
      subject: FAILOVER_SUBJECT,
      name: SWITCHED,
      severity: "high",
      runbook: "region-failure",
      condition: `requests go to ${recovery.region}`,
      signal: null,
      capabilities: ["failover"],
      topics: [topicArn],
      region: recovery.region,
      ticket: null,
      metric: {
        namespace,
        metricName: SWITCH_METRIC,
        statistic: "Maximum",
        period: PERIOD_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: ON,
        // Nobody repeats the data point: the alarm stays as it was put.
        treatMissingData: "ignore",
      },
    });
    this.alarmName = alarmName(plan, FAILOVER_SUBJECT, SWITCHED);
    const check = new Route53HealthCheck(this, "health_check", {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm.alarmName,
      cloudwatchAlarmRegion: recovery.region,
      insufficientDataHealthStatus: "LastKnownStatus",
      // Route 53 copies the alarm's settings once: a change of them must make it read them again.
      triggers: { metric: `${namespace} ${SWITCH_METRIC}`, threshold: String(ON), period: String(PERIOD_SECONDS) },
      tags: { Name: resourceName(plan, ["failover-switch"], NAME_TAG_MAX_LENGTH) },
    });
    provides(check, FAILOVER_SUBJECT, "failover");
    playsRole(check, FAILOVER_SUBJECT, "failover-switch", {
      namespace,
      metric: SWITCH_METRIC,
      region: recovery.region,
    });
    this.healthCheckId = check.id;
  }
}
