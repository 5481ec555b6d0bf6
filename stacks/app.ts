import { App, TerraformResource, type TerraformStack } from "cdktf";
import { type Excess, excesses } from "../src/constructs/core/aws-limits";
import { terraformLiteral } from "../src/constructs/core/terraform-literal";
import { collectEvidence, type KindOfStack } from "../src/evidence/collect";
import type { Evidence } from "../src/evidence/evidence";
import type { Plan } from "../src/model/plan";
import { BootstrapStack } from "./bootstrap-stack";
import { CostStack } from "./cost-stack";
import { DataStack } from "./data-stack";
import { DeliveryStack } from "./delivery-stack";
import { EdgeStack } from "./edge-stack";
import { FoundationStack } from "./foundation-stack";
import { IncidentStack } from "./incident-stack";
import { MigrationStack } from "./migration-stack";
import { ObservabilityStack } from "./observability-stack";
import { RecoveryStack } from "./recovery-stack";
import { ResilienceStack } from "./resilience-stack";
import { SecurityStack } from "./security-stack";
import { ServicesStack } from "./services-stack";
import { StandbyStack } from "./standby-stack";

/** The construct tree of any number of plans, ready to be written. */
export interface BuiltApp {
  /** In the order of the plans given. */
  readonly evidence: readonly Evidence[];
  /** What AWS would refuse for its size, in the order of the plans. */
  readonly excesses: readonly (readonly Excess[])[];
  /** Writes `manifest.json` and `stacks/` below the directory the app was built for. */
  readonly synth: () => void;
}

/**
 * Builds every stack of every plan. A stack with nothing in it is left out.
 *
 * @param outdir an existing directory; CDKTF creates `stacks/` in it at once
 */
export function buildApp(plans: readonly Plan[], outdir: string): BuiltApp {
  // Without stack traces: they would put this machine's paths into the output.
  const app = new App({ outdir, stackTraces: false });
  const stacks = plans.map((plan) => buildStacks(app, terraformLiteral(plan)));
  return {
    evidence: stacks.map((ofPlan) => collectEvidence(app, ofPlan)),
    excesses: stacks.map((ofPlan) => ofPlan.flatMap(excesses)),
    synth: () => app.synth(),
  };
}

function buildStacks(app: App, plan: Plan): readonly KindOfStack[] {
  const bootstrap = new BootstrapStack(app, plan);
  const foundation = new FoundationStack(app, plan);
  const inputs = { foundation: foundation.outputs };
  const security = new SecurityStack(app, plan, inputs);
  const incident = new IncidentStack(app, plan, inputs);
  const data = new DataStack(app, plan, inputs);
  const stored = { ...inputs, incident: incident.outputs, data: data.outputs };
  const standby = new StandbyStack(app, plan, stored);
  const services = new ServicesStack(app, plan, { ...inputs, data: data.outputs });
  const edge = new EdgeStack(app, plan, { ...inputs, services: services.outputs, standby: standby.outputs });
  const observability = new ObservabilityStack(app, plan, {
    ...inputs,
    incident: incident.outputs,
    data: data.outputs,
    services: services.outputs,
    edge: edge.outputs,
  });
  const recovery = new RecoveryStack(app, plan, stored);
  const delivery = new DeliveryStack(app, plan, {
    ...inputs,
    data: data.outputs,
    services: services.outputs,
    standby: standby.outputs,
  });
  const resilience = new ResilienceStack(app, plan, {
    ...stored,
    services: services.outputs,
    standby: standby.outputs,
  });
  const migration = new MigrationStack(app, plan, stored);
  const cost = new CostStack(app, plan, { incident: incident.outputs });
  const others = [
    foundation,
    security,
    incident,
    data,
    standby,
    services,
    edge,
    observability,
    recovery,
    delivery,
    resilience,
    migration,
    cost,
  ];
  bootstrap.admitPipeline(others);
  const all = [bootstrap, ...others];
  const filled = all.filter(hasResources);
  for (const stack of all) if (!hasResources(stack)) app.node.tryRemoveChild(stack.node.id);
  // References between stacks become outputs and dependencies only now; evidence reads them.
  for (const stack of filled) stack.prepareStack();
  return filled;
}

function hasResources(stack: TerraformStack): boolean {
  return stack.node.findAll().some(TerraformResource.isTerraformResource);
}
