import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { ANOMALY_SEVERITY, anomalyThreshold, type DollarBudget } from "../../model/cost-watch";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import type { IncidentOutputs } from "../core/stack-outputs";
import { COST_SUBJECT } from "./cost-subject";

/** AWS Cost Explorer allows 1,024 characters (AnomalyMonitor); the console shows fewer. */
const NAME_MAX_LENGTH = 100;

export interface CostAnomaliesProps {
  readonly plan: Plan;
  readonly budget: DollarBudget;
  readonly topics: IncidentOutputs;
}

/** Learns what each AWS service of the account costs, and tells at once of spend out of that pattern. */
export class CostAnomalies extends Construct {
  constructor(scope: Construct, id: string, { plan, budget, topics }: CostAnomaliesProps) {
    super(scope, id);
    const monitor = new CeAnomalyMonitor(this, "monitor", {
      name: resourceName(plan, ["services"], NAME_MAX_LENGTH),
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    });
    const name = resourceName(plan, ["anomalies"], NAME_MAX_LENGTH);
    const subscription = new CeAnomalySubscription(this, "subscription", {
      name,
      monitorArnList: [monitor.arn],
      // At once, and by a topic: mail comes in daily summaries (CreateAnomalySubscription). Events come with it.
      frequency: "IMMEDIATE",
      subscriber: [{ type: "SNS", address: topics.globalTopicArns[ANOMALY_SEVERITY] }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(anomalyThreshold(budget))],
        },
      },
    });
    provides(monitor, COST_SUBJECT, "cost-anomaly");
    provides(subscription, COST_SUBJECT, "cost-anomaly");
    playsRole(monitor, COST_SUBJECT, "anomaly-monitor", { subscription: name });
  }
}
