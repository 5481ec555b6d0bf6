import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { Plan } from "../src/model/plan";

/** The state bucket, its key and the roles that pipelines assume. Empty unless the plan owns them. */
export class BootstrapStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan) {
    super(scope, plan, "bootstrap");
  }
}
