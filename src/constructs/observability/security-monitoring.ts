import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { IncidentOutputs } from "../core/stack-outputs";
import { type TrailMetric, trailMetricNamespace, trailMetrics } from "../security/trail-metrics";
import { compared } from "./alarms/alarm-settings";
import { type AlarmPost, raise } from "./alarms/raise";
import { FIVE_MINUTES } from "./alarms/windows";
import { single } from "./metrics/metric";

export interface SecurityMonitoringProps {
  readonly plan: Plan;
  readonly incident: IncidentOutputs;
}

/** Alarms on what is counted in the audit trail. */
export class SecurityMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, incident }: SecurityMonitoringProps) {
    super(scope, id);
    const post: AlarmPost = {
      scope: this,
      plan,
      subject: { kind: "plan", name: "security" },
      topics: incident.topicArns,
      region: plan.environment.region,
    };
    for (const metric of trailMetrics(plan)) trailAlarm(post, metric);
  }
}

function trailAlarm(post: AlarmPost, { name, metricName, severity, words, threshold }: TrailMetric): void {
  const namespace = trailMetricNamespace(post.plan);
  raise(post, {
    name: `audit-${name}`,
    severity,
    runbook: "security-finding",
    condition: threshold === 1 ? words : `${words}, ${threshold} times or more over 5 minutes`,
    signal: null,
    capabilities: [],
    ticket:
      name === "trail-changes" || name === "audit-log-changes"
        ? "security_monitoring_gap_detected"
        : "access_control_violation",
    metric: compared(single(words, { namespace, name: metricName, dimensions: {}, statistic: "Sum" }), {
      is: "at-least",
      threshold,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}
