import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../src/constructs/core/stack-outputs";
import type { Plan } from "../src/model/plan";

export interface MigrationInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/** The way here for what runs elsewhere: network link, replication, file transfer. Empty without a migration. */
export class MigrationStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, _inputs: MigrationInputs) {
    super(scope, plan, "migration");
  }
}
