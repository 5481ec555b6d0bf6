import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Statement } from "../../src/constructs/core/policy";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { RecoveryStack } from "../../stacks/recovery-stack";
import { blueprintPlan } from "./blueprint-plan";
import { dataInputs, foundationInputs, incidentInputs } from "./stack-inputs";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
export type Json = any;

export interface SynthesisedRecovery {
  readonly plan: Plan;
  readonly evidence: Evidence;
  /** Resources of a type by logical id; empty when there is none. */
  readonly all: (type: string) => Readonly<Record<string, Json>>;
  /** The one resource at an address; an error when there is none. */
  readonly at: (address: string) => Json;
  /** Statements of a policy kept as JSON text. */
  readonly statements: (address: string) => readonly Statement[];
}

/** The recovery stack of the shipped blueprint, on literals in place of the other stacks. */
export function synthRecovery(change: Parameters<typeof blueprintPlan>[1] = () => {}): SynthesisedRecovery {
  const plan = terraformLiteral(blueprintPlan("production", change));
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-recovery-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = new RecoveryStack(app, plan, {
      foundation: foundationInputs(plan),
      incident: incidentInputs(plan),
      data: dataInputs(plan),
    });
    const evidence = collectEvidence(app, [stack]);
    app.synth();
    const file = join(outdir, "stacks", stack.node.id, "cdk.tf.json");
    const resources: Record<string, Record<string, Json>> = JSON.parse(readFileSync(file, "utf8")).resource ?? {};
    const at = (address: string) => {
      const [type = "", id = ""] = address.split(".");
      const found = resources[type]?.[id];
      if (found === undefined) throw new Error(`no ${address}; there are ${Object.keys(resources[type] ?? {})}`);
      return found;
    };
    return {
      plan,
      evidence,
      all: (type) => resources[type] ?? {},
      at,
      statements: (address) => JSON.parse(at(address).policy).Statement,
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Nowhere to copy backups to. */
export function withoutRegion(tree: Json): void {
  delete tree.environments.production.recoveryRegion;
}

/** A recovery region, and a bucket beside the blueprint's stores. */
export function withRegionAndBucket(tree: Json): void {
  tree.environments.production.recoveryRegion = "eu-central-1";
  tree.dataStores.push({ name: "receipts", engine: "s3" });
}
