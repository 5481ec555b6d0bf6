import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { generatedResources } from "../src/constructs/bootstrap/generated-resources";
import { PipelineRoles } from "../src/constructs/bootstrap/pipeline-roles";
import { StateBucket } from "../src/constructs/bootstrap/state-bucket";
import { StateKey } from "../src/constructs/bootstrap/state-key";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import { ownedPipelineSource } from "../src/model/github-pipeline";
import type { Plan } from "../src/model/plan";
import { ownedState, stateKeyAlias } from "../src/model/state-storage";

/**
 * What every other stack's state and pipeline stand on: the state bucket, its key, and the roles that a workflow assumes.
 * People apply it, once and when what is generated needs further rights; the pipeline must not. Empty unless the plan owns
 * its state.
 */
export class BootstrapStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan) {
    super(scope, plan, "bootstrap");
    const state = ownedState(plan);
    if (state === null) return;
    const alias = stateKeyAlias(plan);
    const keyArn =
      alias === null ? state.kmsKeyArn : new StateKey(this, "state", { plan, region: state.region, alias }).arn;
    if (keyArn === null) throw new Error("a state that the plan owns has a key of its own or one that is given");
    new StateBucket(this, "state_storage", { plan, name: state.bucket, region: state.region, keyArn });
  }

  /** Makes the pipeline's roles, which may do what the plan's other stacks need. */
  admitPipeline(stacks: readonly TerraformStack[]): void {
    const { plan } = this;
    const state = ownedState(plan);
    const source = ownedPipelineSource(plan);
    if (state === null || source === null) return;
    new PipelineRoles(this, "pipeline", { plan, source, state, generated: generatedResources(stacks) });
  }
}
