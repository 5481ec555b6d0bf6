import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { EdgeStack } from "../../stacks/edge-stack";
import { ObservabilityStack } from "../../stacks/observability-stack";
import { blueprintPlan } from "./blueprint-plan";
import { dataInputs, foundationInputs, incidentInputs, servicesInputs } from "./stack-inputs";

/** Parsed JSON of a shape that the test states by what it expects. */
// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
export type Json = any;

/** A resource of `cdk.tf.json`. */
export type Attributes = Record<string, Json>;

export interface Synthesised {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly edge: StackJson;
  readonly observability: StackJson;
}

export interface StackJson {
  /** Resources of one Terraform type by logical id. */
  all(type: string): Readonly<Record<string, Attributes>>;
  one(type: string, id: string): Attributes;
  readonly text: string;
}

/** The edge and observability stacks of the shipped blueprint, on literals in place of the other stacks. */
export function synthObservability(environment: string, change?: (tree: Record<string, Json>) => void): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-"));
  const app = new App({ outdir, skipValidation: true });
  const plan = blueprintPlan(environment, change);
  const foundation = foundationInputs(plan);
  const services = servicesInputs(plan);
  const edge = new EdgeStack(app, plan, { foundation, services, standby: null });
  const observability = new ObservabilityStack(app, plan, {
    foundation,
    services,
    data: dataInputs(plan),
    incident: incidentInputs(plan),
    edge: edge.outputs,
  });
  app.synth();
  const read = (stack: string) => stackJson(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
  return {
    plan,
    evidence: collectEvidence(app, [edge, observability]),
    edge: read(edge.node.id),
    observability: read(observability.node.id),
  };
}

function stackJson(text: string): StackJson {
  const resources: Record<string, Record<string, Attributes>> = JSON.parse(text).resource ?? {};
  const all = (type: string) => resources[type] ?? {};
  return {
    text,
    all,
    one(type, id) {
      const found = all(type)[id];
      if (found === undefined) throw new Error(`no ${type}.${id}; there are: ${Object.keys(all(type)).join(", ")}`);
      return found;
    },
  };
}
