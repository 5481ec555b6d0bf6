import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { IncidentOutputs } from "../core/stack-outputs";
import { EGRESS_METRIC, egressMetricNamespace } from "../network/egress-filter/egress-metric";
import { compared } from "./alarms/alarm-settings";
import { raise } from "./alarms/raise";
import { FIVE_MINUTES } from "./alarms/windows";
import { single } from "./metrics/metric";

/**
 * Refused connections within five minutes. A library that asks for its version now and then stays below; something that
 * searches for a way out does not.
 */
const REFUSED_MAX = 10;

export interface NetworkMonitoringProps {
  readonly plan: Plan;
  /** Topics of the plan's region. */
  readonly topicArns: IncidentOutputs["topicArns"];
}

/** Alarm on what the firewall before NAT refuses. Empty where nothing filters what leaves. */
export class NetworkMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, topicArns }: NetworkMonitoringProps) {
    super(scope, id);
    if (plan.network.kind === "existing" || plan.network.egressDomains === null) return;
    const words = "connections to domains that the plan does not name were refused";
    const post = {
      scope: this,
      plan,
      subject: { kind: "plan", name: "network" },
      topics: topicArns,
      region: plan.environment.region,
    } as const;
    raise(post, {
      name: "egress-refused",
      severity: "medium",
      runbook: "security-finding",
      condition: `${words}, ${REFUSED_MAX} times or more over 5 minutes`,
      signal: null,
      capabilities: [],
      ticket: "access_control_violation",
      metric: compared(
        single(words, {
          namespace: egressMetricNamespace(plan),
          name: EGRESS_METRIC,
          dimensions: {},
          statistic: "Sum",
        }),
        { is: "at-least", threshold: REFUSED_MAX, window: FIVE_MINUTES, missing: "notBreaching" },
      ),
    });
  }
}
