import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { planArn } from "../core/names";
import type { IncidentOutputs } from "../core/stack-outputs";
import { machineName } from "../core/state-machine/logged-machine";
import { CHANGES_MACHINE } from "../delivery/deployment-metrics/change-machine-name";
import { compared } from "./alarms/alarm-settings";
import { raise } from "./alarms/raise";
import { FIVE_MINUTES } from "./alarms/windows";
import { deliveryDashboard } from "./dashboard/delivery-dashboard";
import { combined, keyed, type Metric } from "./metrics/metric";

export interface DeliveryMonitoringProps {
  readonly plan: Plan;
  /** Topics of the plan's region. */
  readonly topicArns: IncidentOutputs["topicArns"];
}

/** The page of the four keys, and the alarm on what measures them. Empty in a plan without pipelines. */
export class DeliveryMonitoring extends Construct {
  constructor(scope: Construct, id: string, { plan, topicArns }: DeliveryMonitoringProps) {
    super(scope, id);
    if (deliveryDashboard(this, "dashboard", plan) === null) return;
    const post = {
      scope: this,
      plan,
      subject: { kind: "plan", name: "delivery" },
      topics: topicArns,
      region: plan.environment.region,
    } as const;
    const lost = ["ExecutionsFailed", "ExecutionsTimedOut"].map((name) => runsOf(plan, name));
    raise(post, {
      name: "changes-unmeasured",
      severity: "medium",
      runbook: "monitoring-gap",
      condition: "how a change ended could not be measured, so that the rate of rollbacks misses it",
      signal: null,
      capabilities: ["deployment-metric"],
      ticket: "monitoring_coverage_gap",
      metric: compared(
        {
          label: "changes that could not be measured",
          metrics: keyed("lost", lost),
          formula: (key) => combined("SUM", "lost", lost.length, key),
        },
        { is: "at-least", threshold: 1, window: FIVE_MINUTES, missing: "notBreaching" },
      ),
    });
  }
}

function runsOf(plan: Plan, name: string): Metric {
  const StateMachineArn = planArn(plan, "states", `stateMachine:${machineName(plan, CHANGES_MACHINE)}`);
  return { namespace: "AWS/States", name, dimensions: { StateMachineArn }, statistic: "Sum" };
}
