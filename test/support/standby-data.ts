import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { OpsplanStack } from "../../src/constructs/core/opsplan-stack";
import type { DataOutputs } from "../../src/constructs/core/stack-outputs";
import { standbyData } from "../../src/constructs/standby/standby-data";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import type { RecoveryPattern } from "../../src/model/recovery";
import { standbyPlan } from "../../src/model/standby-plan";
import { DataStack } from "../../stacks/data-stack";
import { blueprintPlan } from "./blueprint-plan";
import { foundationInputs, incidentInputs } from "./stack-inputs";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
export type Json = Record<string, any>;

export interface SynthesisedStores {
  readonly plan: Plan;
  readonly there: Plan;
  readonly evidence: Evidence;
  readonly outputs: DataOutputs;
  /** `cdk.tf.json` of the plan's own stores and of those in the recovery region. */
  readonly data: Json;
  readonly standby: Json;
}

/**
 * The blueprint's production as a plan `shop` with a bucket `receipts`, recovering in eu-central-1 by a pattern: its data stack, and its
 * stores in the recovery region on literals in place of what they stand on there.
 */
export function synthStores(pattern: RecoveryPattern, change: (tree: Json) => void = () => {}): SynthesisedStores {
  const plan = recoveringPlan(pattern, change);
  const there = standbyPlan(plan);
  if (there === null) throw new Error("the plan recovers nowhere");
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const data = new DataStack(app, plan, { foundation: foundationInputs(plan) });
    const standby = new OpsplanStack(app, there, "standby");
    const outputs = standbyData(standby, {
      plan: there,
      primary: plan,
      foundation: foundationInputs(there),
      data: data.outputs,
      incident: incidentInputs(plan),
    });
    const evidence = collectEvidence(app, [data, standby]);
    app.synth();
    const read = (name: string) => JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"));
    return { plan, there, evidence, outputs, data: read(data.node.id), standby: read(standby.node.id) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function recoveringPlan(pattern: RecoveryPattern, change: (tree: Json) => void = () => {}): Plan {
  return blueprintPlan("production", (tree) => {
    tree.metadata.name = "shop";
    tree.environments.production.recoveryRegion = "eu-central-1";
    tree.requirements.recovery = { rpo: "1m", rto: "30m", failover: "manual" };
    tree.recovery = { ...tree.recovery, pattern };
    tree.dataStores.push({ name: "receipts", engine: "s3", objectLock: { retention: "365d" } });
    change(tree);
  });
}
