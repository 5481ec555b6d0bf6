import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { IncidentOutputs } from "../src/constructs/core/stack-outputs";
import { CostAnomalies } from "../src/constructs/cost/cost-anomalies";
import { monthlyBudget } from "../src/constructs/cost/monthly-budget";
import { optimizerEnrollment } from "../src/constructs/cost/optimizer-enrollment";
import { dollarBudget, watchesAnomalies } from "../src/model/cost-watch";
import type { Plan } from "../src/model/plan";

/** The plan's budget, and what an account has once: cost anomaly detection and enrolment in AWS Compute Optimizer. */
export class CostStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, { incident }: { readonly incident: IncidentOutputs }) {
    super(scope, plan, "cost");
    const budget = dollarBudget(plan);
    if (budget !== null) {
      monthlyBudget(this, plan, budget, incident);
      if (watchesAnomalies(plan)) new CostAnomalies(this, "anomalies", { plan, budget, topics: incident });
    }
    if (plan.security.accountBaseline === "owned") optimizerEnrollment(this);
  }
}
