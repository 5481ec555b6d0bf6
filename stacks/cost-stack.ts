import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { Plan } from "../src/model/plan";

/** Budgets, cost anomaly detection and enrolment in AWS Compute Optimizer. */
export class CostStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan) {
    super(scope, plan, "cost");
  }
}
