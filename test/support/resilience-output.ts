import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, resolvePlans } from "../../src/compile";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import type { EmittedDocument } from "../../src/emit/emit-documents";
import type { Evidence } from "../../src/evidence/evidence";
import { type Plan, stackName } from "../../src/model/plan";
import type { StackKind } from "../../src/model/stack-kinds";
import { ResilienceStack } from "../../stacks/resilience-stack";
import { type Synthesised, synthesise } from "./data-incident-stacks";
import { Resources } from "./foundation-stacks";
import { dataInputs, foundationInputs, incidentInputs, servicesInputs } from "./stack-inputs";

const FIXTURE = join(__dirname, "../fixtures/ok/resilience.yaml");

const NO_BLUEPRINTS = { shipped: () => undefined, relative: () => undefined, shippedNames: () => [] };

export interface ResilienceOutput {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly documents: readonly EmittedDocument[];
  readonly stack: (kind: StackKind) => Resources;
}

/** The plan with every experiment and a load test; `change` edits its text first. */
export function resiliencePlan(change: (text: string) => string): Plan {
  const text = change(readFileSync(FIXTURE, "utf8"));
  const { resolutions, diagnostics } = resolvePlans({
    sources: [{ name: "resilience.yaml", text }],
    blueprints: NO_BLUEPRINTS,
  });
  const [only] = resolutions;
  if (only === undefined) throw new Error(JSON.stringify(diagnostics));
  return only.plan;
}

/** The stack with experiments and load test alone. */
export function resilienceStack(plan: Plan): Synthesised<null> {
  const literal = terraformLiteral(plan);
  return synthesise((app) => {
    const stack = new ResilienceStack(app, literal, {
      foundation: foundationInputs(literal),
      incident: incidentInputs(literal),
      data: dataInputs(literal),
      services: servicesInputs(literal),
      standby: null,
    });
    return Object.assign(stack, { outputs: null });
  });
}

/** Everything that is made of that plan. */
export function resilienceOutput(): ResilienceOutput {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-resilience-"));
  try {
    const text = readFileSync(FIXTURE, "utf8");
    const compiled = compile({ sources: [{ name: "resilience.yaml", text }], blueprints: NO_BLUEPRINTS, outdir });
    const [only] = compiled.output?.plans ?? [];
    if (only === undefined) throw new Error(JSON.stringify(compiled.diagnostics));
    compiled.output?.synth();
    const stacks = new Map(
      only.evidence.stacks.map(({ name }) => [
        name,
        JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")).resource ?? {},
      ]),
    );
    return { ...only, stack: (kind) => new Resources(stacks.get(stackName(only.plan, kind)) ?? {}) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
