import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { OpsplanStack } from "../../src/constructs/core/opsplan-stack";
import type { DataOutputs, IncidentOutputs } from "../../src/constructs/core/stack-outputs";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { DataStack } from "../../stacks/data-stack";
import { IncidentStack } from "../../stacks/incident-stack";
import { foundationInputs } from "./stack-inputs";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
export type Json = Record<string, any>;

/** One synthesised stack: its resources by type and logical id, as Terraform reads them. */
export interface Synthesised<Outputs> {
  readonly outputs: Outputs;
  readonly evidence: Evidence;
  /** Every resource of a type, by logical id; empty when there is none. */
  readonly all: (type: string) => Readonly<Record<string, Json>>;
  /** The one resource at an address; an error when there is none. */
  readonly at: (address: string) => Json;
  /** The resources by type and logical id. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export function synthDataStack(plan: Plan): Synthesised<DataOutputs> {
  return synthesise((app) => new DataStack(app, plan, { foundation: foundationInputs(plan) }));
}

export function synthIncidentStack(plan: Plan): Synthesised<IncidentOutputs> {
  return synthesise((app) => new IncidentStack(app, plan, { foundation: foundationInputs(plan) }));
}

/** Builds one stack, and reads what Terraform would. */
export function synthesise<O>(build: (app: App) => OpsplanStack & { readonly outputs: O }): Synthesised<O> {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = build(app);
    const evidence = collectEvidence(app, [stack]);
    app.synth();
    const file = join(outdir, "stacks", stack.node.id, "cdk.tf.json");
    const resources: Record<string, Record<string, Json>> = JSON.parse(readFileSync(file, "utf8")).resource ?? {};
    return {
      outputs: stack.outputs,
      evidence,
      resources,
      all: (type) => resources[type] ?? {},
      at: (address) => {
        const [type = "", id = ""] = address.split(".");
        const found = resources[type]?.[id];
        if (found === undefined) throw new Error(`no ${address}; there are ${Object.keys(resources[type] ?? {})}`);
        return found;
      },
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
