import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import { planNetwork } from "../src/constructs/network/network";
import { encryptionKeys } from "../src/constructs/security/encryption-keys";
import { standbyData } from "../src/constructs/standby/standby-data";
import { artifactBucket } from "../src/constructs/storage/artifact-bucket";
import { logBucket } from "../src/constructs/storage/log-bucket";
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

  constructor(scope: Construct, plan: Plan, { incident, data }: StandbyInputs) {
    const there = standbyPlan(plan);
    super(scope, there ?? plan, "standby");
    this.outputs = null;
    if (there === null) return;
    const keys = encryptionKeys(this, there);
    const logs = logBucket(this, there);
    const foundation: FoundationOutputs = {
      ...keys,
      ...planNetwork(this, there, keys.keyArns.logs),
      logBucket: logs.outputs,
      artifactBucket: artifactBucket(this, there, keys.keyArns.artifacts, logs),
      dns: null,
    };
    standbyData(this, { plan: there, primary: plan, foundation, data, incident });
  }
}
