import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import type { Plan } from "../src/model/plan";
import { standbyPlan } from "../src/model/standby-plan";

export interface StandbyInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/** The recovery region: what the recovery pattern keeps there. Empty without a recovery region. */
export class StandbyStack extends OpsplanStack {
  readonly outputs: StandbyOutputs | null;

  constructor(scope: Construct, plan: Plan, _inputs: StandbyInputs) {
    super(scope, standbyPlan(plan) ?? plan, "standby");
    this.outputs = null;
  }
}
