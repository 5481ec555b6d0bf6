import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../src/constructs/core/stack-outputs";
import type { Plan } from "../src/model/plan";

export interface RecoveryInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/** AWS Backup: vaults, plans, copies, restore tests. Empty when the plan sets no recovery objectives. */
export class RecoveryStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, _inputs: RecoveryInputs) {
    super(scope, plan, "recovery");
  }
}
