import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../src/constructs/core/stack-outputs";
import { StoreBackups } from "../src/constructs/recovery/backup/store-backups";
import type { Plan } from "../src/model/plan";

export interface RecoveryInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/**
 * AWS Backup: vaults, plans, copies, restore tests. Empty when the plan sets no recovery objectives, or no store of it is
 * backed up.
 */
export class RecoveryStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, inputs: RecoveryInputs) {
    super(scope, plan, "recovery");
    const { recovery } = plan;
    const vaultKeyArn = inputs.foundation.backupKeyArn;
    if (recovery === null || vaultKeyArn === null) return;
    // Names of plans hold no underscore, so no rule or alarm below meets one of a store.
    new StoreBackups(this, "store_backups", { ...inputs, plan, recovery, vaultKeyArn });
  }
}
