import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { buildApp } from "../../stacks/app";
import type { blueprintPlan } from "./blueprint-plan";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

/** The role that reads audit logs in {@link underStandards}. */
export const AUDITOR = "arn:aws:iam::111122223333:role/auditor";

/** The shipped shop under all three standards: orders hold card data, a bucket and a table hold personal data. */
export function underStandards(change: Change = () => {}): Change {
  return (tree) => {
    tree.requirements.compliance = ["sox", "pci-dss", "gdpr"];
    tree.requirements.residency = { regions: ["eu-west-1", "eu-central-1"] };
    tree.security = { auditLog: { readers: [AUDITOR] } };
    tree.dataStores.find(({ name }: { name: string }) => name === "orders").data = {
      cardholderData: true,
      retention: "365d",
    };
    tree.dataStores.push(
      { name: "invoices", engine: "s3", data: { personalData: true, retention: "365d" } },
      { name: "profiles", engine: "dynamodb", data: { personalData: true, retention: "365d" } },
    );
    change(tree);
  };
}

/** What all stacks of a plan provide, read off the real construct tree. */
export function builtEvidence(plan: Plan): Evidence {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-built-"));
  try {
    const [evidence] = buildApp([plan], outdir).evidence;
    if (evidence === undefined) throw new Error("no evidence was collected");
    return evidence;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
