import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Statement } from "../../src/constructs/core/policy";
import { terraformLiteral } from "../../src/constructs/core/terraform-literal";
import { collectEvidence } from "../../src/evidence/collect";
import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { FoundationStack } from "../../stacks/foundation-stack";
import { SecurityStack } from "../../stacks/security-stack";
import { blueprintPlan } from "./blueprint-plan";

type Attributes = Readonly<Record<string, unknown>>;

/** Resources by type, then logical id, as Terraform reads them. */
export class Resources {
  constructor(private readonly byType: Readonly<Record<string, Readonly<Record<string, Attributes>>>>) {}

  types(): readonly string[] {
    return Object.keys(this.byType).sort();
  }

  ids(type: string): readonly string[] {
    return Object.keys(this.byType[type] ?? {}).sort();
  }

  get(type: string, id: string): Attributes {
    const found = this.byType[type]?.[id];
    if (found === undefined) throw new Error(`no ${type}.${id} among ${this.ids(type).join(", ")}`);
    return found;
  }

  all(type: string): readonly Attributes[] {
    return this.ids(type).map((id) => this.get(type, id));
  }

  /** Statements of a policy kept as JSON text in an attribute. */
  statements(type: string, id: string, attribute = "policy"): readonly Statement[] {
    return JSON.parse(String(this.get(type, id)[attribute])).Statement;
  }

  statement(type: string, id: string, sid: string, attribute = "policy"): Statement {
    const found = this.statements(type, id, attribute).find(({ Sid }) => Sid === sid);
    if (found === undefined) throw new Error(`${type}.${id} has no statement ${sid}`);
    return found;
  }
}

/** How Terraform reads a reference to an attribute. */
export function reference(attribute: string): string {
  return `\${${attribute}}`;
}

export interface SynthesisedFoundation {
  readonly foundation: Resources;
  readonly security: Resources;
  readonly evidence: Evidence;
  readonly outputs: FoundationStack["outputs"];
}

/** The foundation and security stacks of the shipped blueprint, as Terraform would read them. */
export function synthFoundation(
  environment = "production",
  change?: Parameters<typeof blueprintPlan>[1],
): SynthesisedFoundation {
  return synthFoundationOf(blueprintPlan(environment, change));
}

/** The same of any plan. */
export function synthFoundationOf(resolved: Plan): SynthesisedFoundation {
  const plan: Plan = terraformLiteral(resolved);
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-foundation-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const foundation = new FoundationStack(app, plan);
    const security = new SecurityStack(app, plan, { foundation: foundation.outputs });
    const evidence = collectEvidence(app, [foundation, security]);
    app.synth();
    const read = (stack: string) =>
      new Resources(JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")).resource ?? {});
    return {
      foundation: read(foundation.node.id),
      security: read(security.node.id),
      evidence,
      outputs: foundation.outputs,
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
