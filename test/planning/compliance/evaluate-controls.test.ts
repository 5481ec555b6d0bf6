import type { Evidence } from "../../../src/evidence/evidence";
import type { Plan } from "../../../src/model/plan";
import { complianceSummary, countWords } from "../../../src/planning/compliance/compliance-summary";
import type { ControlResult } from "../../../src/planning/compliance/control-result";
import { evaluateControls } from "../../../src/planning/compliance/evaluate-controls";
import { qualityGates } from "../../../src/planning/quality-gates/quality-gates";
import { blueprintPlan } from "../../support/blueprint-plan";
import { builtEvidence, underStandards } from "../../support/standards-plan";

type Change = Parameters<typeof underStandards>[0];

function built(change?: Change): { readonly plan: Plan; readonly evidence: Evidence } {
  const plan = blueprintPlan("production", underStandards(change));
  return { plan, evidence: builtEvidence(plan) };
}

function of(results: readonly ControlResult[], id: string): ControlResult {
  const found = results.find(({ control }) => control.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

function addresses({ resources }: ControlResult): readonly string[] {
  return resources.map(({ address }) => address);
}

describe("controls of a plan under three standards", () => {
  let plan: Plan;
  let evidence: Evidence;
  let results: readonly ControlResult[];

  beforeAll(() => {
    ({ plan, evidence } = built());
    results = evaluateControls(plan, evidence);
  });

  it("are claimed only with an address or a document behind them", () => {
    const known = new Set(evidence.resources.map(({ stack, address }) => `${stack} ${address}`));
    for (const { status, resources, documents } of results) {
      if (status === "evidenced" || status === "partial")
        expect(resources.length + documents.length).toBeGreaterThan(0);
      else expect(resources).toEqual([]);
      for (const { stack, address } of resources) expect(known).toContain(`${stack} ${address}`);
    }
  });

  it("are evidenced in part where people have something left to do, with one of them accountable", () => {
    for (const { control, status, owner } of results) {
      expect(owner === null).toBe(control.remains === null);
      if (control.remains !== null) expect(status).not.toBe("evidenced");
    }
    expect(of(results, "ITGC-AC-1")).toMatchObject({ status: "manual", owner: "security-analyst" });
  });

  it("rest seven years of audit records on trail, lock and policy", () => {
    const act = of(results, "802");
    expect(act).toMatchObject({
      status: "evidenced",
      rules: ["CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED"],
      settings: ["security.trailRetention: 2557 days", "security.auditLog.objectLock: governance"],
      missing: [],
    });
    expect(addresses(act)).toEqual([
      "aws_cloudtrail.audit_trail",
      "aws_s3_bucket_object_lock_configuration.audit_log_bucket_object_lock",
      "aws_s3_bucket_policy.audit_log_bucket_policy",
      "aws_config_conformance_pack.pack_sox",
    ]);
  });

  it("take no evidence from the pack of another standard", () => {
    const packs = addresses(of(results, "Art. 5(2)")).filter((address) => address.includes("conformance_pack"));
    expect(packs).toEqual(["aws_config_conformance_pack.pack_gdpr"]);
  });

  it("take no evidence from what stands by cold", () => {
    const resource = { ...evidence.resources[0], stack: "cold", address: "aws_kms_key.cold", role: null };
    const standby = { name: "cold", kind: "standby", cold: true, resources: 1, dependsOn: [] };
    const withCold = (cold: boolean): Evidence =>
      ({
        ...evidence,
        resources: [...evidence.resources, { ...resource, capabilities: ["encryption-keys"] }],
        stacks: [...evidence.stacks, { ...standby, cold }],
      }) as Evidence;
    expect(addresses(of(evaluateControls(plan, withCold(true)), "3.7.1"))).not.toContain("aws_kms_key.cold");
    expect(addresses(of(evaluateControls(plan, withCold(false)), "3.7.1"))).toContain("aws_kms_key.cold");
  });

  it("claim no act of people that a rule only sees, nor leave out what is judged all the time", () => {
    for (const id of ["5.3.2", "8.2.6"]) {
      expect(of(results, id)).toMatchObject({ status: "partial", owner: expect.any(String) });
    }
    expect(addresses(of(results, "6.5.2"))).toContain("aws_config_conformance_pack.pack_pci_dss");
    for (const id of ["8.3.6", "8.3.9"]) {
      expect(of(results, id)).toMatchObject({
        status: "evidenced",
        rules: expect.arrayContaining(["IAM_PASSWORD_POLICY"]),
      });
    }
  });

  it("are counted by standard", () => {
    const summaries = complianceSummary(plan, results);
    expect(summaries.map(({ standard }) => standard)).toEqual(["sox", "pci-dss", "gdpr"]);
    for (const summary of summaries) {
      expect(Object.values(summary.counts).reduce((sum, count) => sum + count, 0)).toBe(summary.results.length);
    }
    expect(countWords({ counts: { evidenced: 2, partial: 1, manual: 0, "not-covered": 3, "not-applicable": 0 } })).toBe(
      "2 evidenced, 1 evidenced in part, 3 not covered",
    );
  });
});

describe("a plan that leaves something out", () => {
  it("hears which setting would cover a control", () => {
    const { plan, evidence } = built((tree) => {
      tree.security = { auditLog: { objectLock: "none" }, trailRetention: "400d" };
      tree.network = { ...tree.network, flowLogRetention: "30d" };
      delete tree.dataStores.find(({ name }: { name: string }) => name === "invoices").data.retention;
    });
    const results = evaluateControls(plan, evidence);
    expect(of(results, "802")).toMatchObject({
      status: "partial",
      missing: ["set security.auditLog.objectLock to governance", "set security.trailRetention to 2557d or more"],
    });
    expect(of(results, "10.3.1").missing).toContain("name the auditors' roles in security.auditLog.readers");
    expect(of(results, "10.5.1").missing).toEqual([
      "set observability.logRetention to 365d or more",
      "set network.flowLogRetention to 365d or more",
    ]);
    expect(of(results, "Art. 5(1)(e)").missing).toEqual(["set data.retention of invoices"]);
    const gate = qualityGates(plan, evidence).find(({ name }) => name === "security-compatibility");
    expect(gate?.checks).toContainEqual({
      status: "fail",
      subject: "sox",
      evidence: "audit logs are kept 400 days; Sarbanes-Oxley Act, section 802, asks for 2557",
    });
    expect(gate?.checks.filter(({ subject, status }) => subject === "pci-dss" && status === "fail")).toEqual([]);
  });

  it("claims nothing for an account that somebody else looks after", () => {
    const { plan, evidence } = built((tree) => {
      tree.security = { accountBaseline: "existing" };
    });
    const trail = of(evaluateControls(plan, evidence), "10.2.1.2");
    expect(trail).toMatchObject({
      status: "not-covered",
      resources: [],
      elsewhere: ["security.cloudTrail: left to the organisation"],
    });
  });

  it("is not asked about what it does not have", () => {
    const { plan, evidence } = built((tree) => {
      for (const store of tree.dataStores) delete store.data;
    });
    const results = evaluateControls(plan, evidence);
    expect(of(results, "3.5.1")).toMatchObject({
      status: "not-applicable",
      reason: "the plan names no store with cardholder data",
    });
    expect(of(results, "Art. 17").reason).toBe("the plan names no store with personal data");
  });

  it("has no controls under no standard", () => {
    const plan = blueprintPlan("production");
    expect(evaluateControls(plan, builtEvidence(plan))).toEqual([]);
  });
});
