import type { Evidence } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import { qualityGates } from "../../src/planning/quality-gates/quality-gates";
import { recoveryEvidence } from "../emit/support/recovery-evidence";
import { sampleEvidence, without } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production");
const evidence = recoveryEvidence(plan);

function gate(name: string, ofPlan: Plan = plan, from: Evidence = evidence) {
  const found = qualityGates(ofPlan, from).find((result) => result.name === name);
  if (!found) throw new Error(`no gate ${name}`);
  return found;
}

function findings(name: string, ofPlan?: Plan, from?: Evidence): readonly string[] {
  const { checks } = gate(name, ofPlan, from);
  return (
    checks
      // What the budget is compared with goes by prices, which have tests of their own.
      .filter(({ status, subject }) => status !== "pass" && subject !== "budget")
      .map(({ status, subject, evidence: found }) => `${status} ${subject}: ${found}`)
  );
}

describe("quality gates", () => {
  it("are the seven lines of the Quality Assurance Protocol", () => {
    expect(qualityGates(plan, evidence).map(({ statement }) => statement.split(" ")[0])).toEqual([
      "Verify",
      "Validate",
      "Ensure",
      "Confirm",
      "Test",
      "Review",
      "Validate",
    ]);
  });

  it("none fails on the shipped blueprint", () => {
    expect(qualityGates(plan, evidence).filter(({ status }) => status === "fail")).toEqual([]);
  });

  it("reliability: a target below the required availability, an objective above the required latency", () => {
    const weak = blueprintPlan("production", (tree) => {
      tree.requirements.availability = "99.99%";
      tree.requirements.latency = { p99: "100ms" };
    });
    expect(findings("reliability-alignment", weak)).toEqual(
      expect.arrayContaining([
        "warn checkout, SLO availability: target 99.95 % is below the required availability of 99.99 %",
        "warn checkout, SLO latency: threshold 200 ms is above the required p99 of 100 ms",
      ]),
    );
  });

  it("reliability: a store without backup fails, and a cache needs none", () => {
    const lost = "has no backup, and the plan has recovery objectives";
    const unplanned = without(evidence, "backup-plan");
    expect(findings("reliability-alignment", plan, without(unplanned, "backup"))).toEqual(
      expect.arrayContaining([`fail orders: ${lost}`, `fail catalog: ${lost}`]),
    );
    // Either is enough: what engines keep by themselves, and AWS Backup.
    for (const kept of [unplanned, without(evidence, "backup")]) {
      expect(findings("reliability-alignment", plan, kept).filter((text) => text.includes(lost))).toEqual([]);
    }
    expect(gate("reliability-alignment").checks).toContainEqual({
      status: "pass",
      subject: "sessions",
      evidence:
        "not held to the recovery point objective when the store is lost: a cache: it starts empty and fills again",
    });
  });

  it("reliability: says what is lost and what it takes, against the objectives", () => {
    const durable = blueprintPlan("production", (tree) => {
      for (const store of tree.dataStores) if (store.engine === "redis") store.content = "durable";
    });
    expect(findings("reliability-alignment", durable)).toContain(
      "fail sessions: may lose 1 day when the store is lost; the plan allows 1 hour",
    );
    const copied =
      "may lose 1 hour and up to 1 hour until it is copied when the region is lost; the plan allows 1 hour";
    expect(findings("reliability-alignment")).toEqual([`warn orders: ${copied}`, `warn catalog: ${copied}`]);
    const words = gate("reliability-alignment").checks.map((check) => check.evidence);
    expect(words).toContain("may lose 5 minutes when the store is lost; the plan allows 1 hour");
    expect(words).toContain("what recovery by backup-and-restore needs in eu-central-1 is generated");
  });

  it("reliability: warns that no region stands by, and then holds the restore of a store to the objective", () => {
    const alone = blueprintPlan("production", (tree) => {
      delete tree.environments.production.recoveryRegion;
    });
    expect(findings("reliability-alignment", alone)).toEqual([
      "warn recovery: the plan names no recovery region: its objectives do not hold when the region is lost",
    ]);
    const words = gate("reliability-alignment", alone).checks.map((check) => check.evidence);
    // 5 minutes of alarms, 15 to an answer, an hour to restore, 10 to look.
    expect(words).toContain(
      "the restore of a store takes 1 hour 30 minutes by estimate and measurement; the plan allows 4 hours",
    );
  });

  it("reliability: a recovery region in which nothing stands fails, and so does a failover that nothing does", () => {
    const live = blueprintPlan("production", (tree) => {
      tree.requirements.recovery = { rpo: "15m", rto: "1h", failover: "automated" };
      tree.environments.production.recoveryRegion = "eu-central-1";
      delete tree.recovery;
    });
    expect(findings("reliability-alignment", live, sampleEvidence(live))).toEqual([
      "fail recovery: nothing is generated in eu-central-1",
      "fail recovery: failover is automated, and nothing is generated that does it",
    ]);
    expect(findings("reliability-alignment", live, recoveryEvidence(live))).toEqual([]);
  });

  it("agents: a domain without anybody fails, without its lead warns", () => {
    const few = blueprintPlan("production", (tree) => {
      for (const phase of tree.initiative.phases) {
        phase.primaryAgents = ["devops-engineer"];
        phase.supportingAgents = ["devops-engineer"];
      }
    });
    expect(findings("agent-coverage", few)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("fail Performance Engineering: no agent of the domain is selected"),
        "warn Monitoring and Observability: 1 of 4 agents; its lead monitoring-specialist is not selected",
        "warn devops-engineer: is primary and supporting in infrastructure_foundation_phase",
      ]),
    );
  });

  it("deployment: no rollback fails with a source, and warns without one", () => {
    const bare = without(evidence, "deployment-rollback");
    expect(findings("deployment-safety", plan, bare)).toContain("fail checkout: lacks rollback without a person");
    const manual = blueprintPlan("production", (tree) => {
      delete tree.delivery.source;
    });
    expect(gate("deployment-safety", manual, bare).status).toBe("warn");
  });

  it("security: a control that nobody provides fails, one handed to the organisation warns", () => {
    const bare = without(evidence, "audit-trail");
    expect(findings("security-compatibility", plan, bare)).toEqual(["fail audit trail: nothing generated provides it"]);
    const owned = blueprintPlan("production", (tree) => {
      tree.security = { accountBaseline: "existing" };
    });
    expect(findings("security-compatibility", owned, bare)).toEqual([
      "warn audit trail: not generated: security.cloudTrail: left to the organisation; confirm it with its owner",
    ]);
  });

  it("security: PCI DSS wants a year of audit logs", () => {
    const short = blueprintPlan("production", (tree) => {
      tree.requirements.compliance = ["pci-dss"];
      tree.security = { trailRetention: "90d" };
    });
    expect(findings("security-compatibility", short)).toContain(
      "fail pci-dss: audit logs are kept 90 days; PCI DSS 4.0.1, requirement 10.5.1, asks for 365",
    );
  });

  it("workflow: an urgent severity that reaches nobody fails, another warns", () => {
    const silent = blueprintPlan("production", (tree) => {
      tree.incidents.escalation = [{ after: "0m", to: ["oncall"], severities: ["critical"] }];
    });
    expect(findings("workflow-collaboration", silent)).toEqual([
      "fail severity high: no escalation step tells anyone",
      "warn severity medium: no escalation step tells anyone",
      "warn severity low: no escalation step tells anyone",
    ]);
  });

  it("monitoring: a service without a golden signal and a store without an alarm fail", () => {
    const alarms = evidence.alarms.filter(
      ({ subject, signal }) => !(subject.name === "checkout" && signal === "latency") && subject.name !== "catalog",
    );
    expect(findings("monitoring-embedded", plan, { ...evidence, alarms })).toEqual([
      "fail checkout: no alarm on latency",
      "fail catalog: no alarm watches it",
    ]);
  });

  it("monitoring: one missing signal of a store, the edge or a worker warns, the saturation of a worker fails", () => {
    const removed = (gone: (alarm: Evidence["alarms"][number]) => boolean) =>
      findings("monitoring-embedded", plan, { ...evidence, alarms: evidence.alarms.filter((alarm) => !gone(alarm)) });
    expect(removed(({ subject, signal }) => subject.name === "orders" && signal === "traffic")).toEqual([
      "warn orders: no alarm on traffic",
    ]);
    expect(removed(({ watches }) => watches === "web-acl")).toEqual(["warn edge/web-acl: no alarm watches it"]);
    expect(removed(({ subject, signal }) => subject.name === "fulfilment" && signal === "errors")).toEqual([
      "warn fulfilment: no alarm on errors",
    ]);
    expect(removed(({ subject, signal }) => subject.name === "fulfilment" && signal === "saturation")).toEqual([
      "fail fulfilment: no alarm on saturation",
    ]);
  });

  it("monitoring: tells the figure, and misses dashboards and kept logs", () => {
    const { checks } = gate("monitoring-embedded");
    // The sample gives its worker a traffic alarm too: 37, where the worker's need not be.
    expect(checks).toContainEqual({
      status: "pass",
      subject: "coverage",
      evidence: "37 of 37 expected signals have an alarm: 100 %",
    });
    const bare = without(without(evidence, "dashboard"), "log-retention");
    expect(findings("monitoring-embedded", plan, bare)).toContain(
      "warn checkout: 5 alarms, but not a dashboard nor kept logs",
    );
  });

  it("success: a criterion that nothing provides fails, one that a person verifies warns", () => {
    expect(findings("measurable-success", plan, without(evidence, "pipeline"))).toEqual([
      "fail pipeline_operational: nothing provides pipeline",
    ]);
    const own = blueprintPlan("production", (tree) => {
      tree.initiative.phases[0].successCriteria.push("happy_users");
      tree.initiative.evidence = { happy_users: { document: "survey.md", verification: "Read the survey." } };
    });
    expect(findings("measurable-success", own)).toEqual(["warn happy_users: verified by a person: Read the survey."]);
  });
});
