import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../src/constructs/core/stack-outputs";
import { FailureEvents } from "../src/constructs/migration/failure-events";
import { fileTransfers } from "../src/constructs/migration/files/file-transfers";
import { networkLink } from "../src/constructs/migration/link/network-link";
import { databaseReplications } from "../src/constructs/migration/replication/replications";
import type { Plan } from "../src/model/plan";

export interface MigrationInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}

/** The way here for what runs elsewhere: network link, replication, file transfer. Empty without a migration. */
export class MigrationStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, inputs: MigrationInputs) {
    super(scope, plan, "migration");
    const { migration } = plan;
    if (migration === null) return;
    const props = { plan, migration, ...inputs };
    networkLink(this, props);
    const replicationArns = databaseReplications(this, props);
    const taskArns = fileTransfers(this, props);
    new FailureEvents(this, "failure_events", { ...props, replicationArns, taskArns });
  }
}
