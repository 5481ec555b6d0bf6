import type { Construct } from "constructs";
import { planServices } from "../src/constructs/compute/plan-services";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, ServicesOutputs } from "../src/constructs/core/stack-outputs";
import type { Plan } from "../src/model/plan";

export interface ServicesStackInputs {
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
}

/** The services of a plan, what they run on, and the load balancer before those that are public. */
export class ServicesStack extends OpsplanStack {
  readonly outputs: ServicesOutputs;

  constructor(scope: Construct, plan: Plan, inputs: ServicesStackInputs) {
    super(scope, plan, "services");
    this.outputs = planServices(this, { plan, ...inputs });
  }
}
