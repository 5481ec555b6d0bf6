import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../../src/evidence/evidence";
import { type Plan, stackName } from "../../src/model/plan";
import type { StackKind } from "../../src/model/stack-kinds";
import { buildApp } from "../../stacks/app";
import { blueprintPlan } from "./blueprint-plan";
import { Resources } from "./foundation-stacks";

export interface WholePlan {
  readonly plan: Plan;
  readonly evidence: Evidence;
  /** Resources of one stack. */
  readonly stack: (kind: StackKind) => Resources;
  /** The file of one stack as text. */
  readonly text: (kind: StackKind) => string;
}

/** Every stack of the shipped blueprint's production, with a recovery region in eu-central-1; `change` edits it first. */
export function recoveringPlan(
  pattern: string,
  change: Parameters<typeof blueprintPlan>[1] = () => {},
  failover: "automated" | "manual" = pattern === "backup-and-restore" ? "manual" : "automated",
): WholePlan {
  const plan = blueprintPlan("production", (tree) => {
    tree.environments.production.recoveryRegion = "eu-central-1";
    tree.requirements.recovery = { rpo: "1h", rto: "4h", failover };
    tree.recovery = { pattern };
    change(tree);
  });
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-whole-"));
  try {
    const { evidence, synth } = buildApp([plan], outdir);
    synth();
    const texts = new Map(
      evidence.flatMap(({ stacks }) =>
        stacks.map(({ name }) => [name, readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")] as const),
      ),
    );
    const text = (kind: StackKind) => texts.get(stackName(plan, kind)) ?? "{}";
    const [found] = evidence;
    if (found === undefined) throw new Error("one plan has one evidence");
    return { plan, evidence: found, text, stack: (kind) => new Resources(JSON.parse(text(kind)).resource ?? {}) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
