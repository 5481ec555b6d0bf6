import { applyOrder, coldStacks } from "../../src/emit/commands/terraform-commands";
import { emitContext } from "../../src/emit/emit-context";
import { emitDocuments } from "../../src/emit/emit-documents";
import { EvidenceIndex } from "../../src/planning/evidence-index";
import { monitoringCoverage } from "../../src/planning/monitoring-coverage/monitoring-coverage";
import { recoveringPlan, type WholePlan } from "../support/whole-plan";

const STANDBY = "ecommerce-operational-excellence-production-standby";

function documentOf({ plan, evidence }: WholePlan, path: string): string {
  const found = emitDocuments(plan, evidence).find((document) => document.path === path);
  if (found === undefined) throw new Error(`no document ${path}`);
  return found.text;
}

describe("a cold standby in the documents", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("backup-and-restore", (tree) => {
      tree.services[1].secrets = {
        API: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/api-AbCdEf:token::",
      };
    });
  });

  it("is not among the stacks to apply, and the runbook says why", () => {
    const context = emitContext(built.plan, built.evidence);
    expect(coldStacks(context)).toEqual([STANDBY]);
    expect(applyOrder(context)).not.toContain(STANDBY);
    expect(applyOrder(context)).toHaveLength(built.evidence.stacks.length - 1);
    const deploy = documentOf(built, "runbooks/deploy.md");
    expect(deploy).toContain(`Do not apply \`${STANDBY}\``);
    expect(deploy).not.toContain(`${STANDBY} apply`);
    expect(documentOf(built, "OPERATIONAL_PLAN.md")).toContain(
      `\`${STANDBY}\` is generated and reviewed with them, but applied only when the region is lost.`,
    );
  });

  it("has its secrets replicated beforehand, with the key that AWS has there", () => {
    const deploy = documentOf(built, "runbooks/deploy.md");
    expect(deploy).toContain("secretsmanager replicate-secret-to-regions");
    expect(deploy).toContain("--secret-id arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/api-AbCdEf \\");
    expect(deploy).toContain("--add-replica-regions Region=eu-central-1 \\");
  });

  it("is left out of the check of drift", () => {
    const checks = built.stack("delivery").get("aws_codebuild_project", "operational_checks_project");
    expect(JSON.stringify(checks)).toContain("select(.cold | not)");
  });
});

describe("a live standby in the documents", () => {
  let built: WholePlan;
  beforeAll(() => {
    built = recoveringPlan("warm-standby", (tree) => {
      tree.services[1].secrets = { API: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/api-AbCdEf" };
    });
  });

  it("is applied before what leads to it", () => {
    const order = applyOrder(emitContext(built.plan, built.evidence));
    const at = (kind: string) => order.indexOf(`ecommerce-operational-excellence-production-${kind}`);
    expect(at("standby")).toBeGreaterThan(at("foundation"));
    expect(at("edge")).toBeGreaterThan(at("standby"));
  });

  it("has its secrets encrypted with its own key", () => {
    expect(documentOf(built, "runbooks/deploy.md")).toContain(
      "Region=eu-central-1,KmsKeyId=alias/ecommerce-operational-excellence-production-recovery-data",
    );
  });

  it("is rolled back with the version at home", () => {
    const rollBack = documentOf(built, "runbooks/roll-back.md");
    expect(rollBack).toContain("--stage-name Deploy");
    expect(rollBack).toContain("--stage-name Standby");
  });

  it("is not taken for what serves", () => {
    const index = new EvidenceIndex(built.evidence);
    const names = (of: EvidenceIndex) => of.byRole("ecs-service", "checkout").map(({ handles }) => handles.service);
    expect(names(index)).toEqual(["ecommerce-operational-excellence-production-checkout"]);
    expect(names(new EvidenceIndex(built.evidence, "recovery"))).toEqual([
      "ecommerce-operational-excellence-production-recovery-checkout",
    ]);
    expect(index.ofSubject("checkout").filter(({ stackKind }) => stackKind === "standby")).toEqual([]);
  });

  it("covers no signal of what serves", () => {
    const { plan, evidence } = built;
    const latency = evidence.alarms.find(
      ({ subject, signal, purpose }) => subject.name === "orders" && signal === "errors" && purpose === "notifies",
    );
    if (latency === undefined) throw new Error("the blueprint watches errors of orders");
    const orders = (alarms: typeof evidence.alarms) =>
      monitoringCoverage(plan, { ...evidence, alarms })
        .subjects.find(({ subject }) => subject === "orders")
        ?.signals.find(({ signal }) => signal === "errors")?.state;
    expect(orders([latency])).toBe("alarmed");
    expect(orders([{ ...latency, stack: STANDBY }])).toBe("gap");
  });
});
