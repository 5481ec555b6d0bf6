import { findDangling } from "../../src/planning/dangling";
import { sampleAlarm, sampleEvidence, without } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

describe("dangling edges", () => {
  const plan = blueprintPlan("production");
  const evidence = sampleEvidence(plan);

  it("are none where everything is provided", () => {
    expect(findDangling(plan, evidence)).toEqual([]);
  });

  it("name the deliverable, its place, what is missing and the setting that provides it", () => {
    expect(findDangling(plan, without(evidence, "cdn"))).toEqual([
      {
        kind: "deliverable",
        name: "cdn_setup",
        path: ["initiative", "phases", "infrastructure_foundation_phase", "deliverables", 2],
        missing: ["cdn"],
        hint: "set edge.cdn to true, set environments.production.domain and give a public service a port; or remove it from the phase",
      },
    ]);
  });

  it("include every deliverable and criterion that asks for the same thing", () => {
    const found = findDangling(plan, without(evidence, "pipeline"));
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "deliverable ci_cd_pipeline",
      "success-criterion pipeline_operational",
    ]);
  });

  it("do not count what the organisation provides", () => {
    const existing = blueprintPlan("production", (tree) => {
      delete tree.environments.production.recoveryRegion;
      tree.network = {
        existing: {
          vpcId: "vpc-0123456789abcdef0",
          publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
          privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
          isolatedSubnetIds: ["subnet-0123456789abcdef4", "subnet-0123456789abcdef5"],
        },
      };
    });
    const bare = without(without(sampleEvidence(existing), "network"), "network-logging");
    expect(findDangling(existing, bare)).toEqual([]);
  });

  it("include a document that is not written", () => {
    const [phase, ...rest] = plan.initiative.phases;
    if (!phase) throw new Error("a phase is needed");
    const entry = {
      name: "backlog_runbook",
      capabilities: [],
      documents: ["runbooks/queue-backlog.md"],
      stacks: [],
      verification: "document-review",
    } as const;
    const changed = {
      ...plan,
      initiative: { ...plan.initiative, phases: [{ ...phase, deliverables: [entry] }, ...rest] },
    };
    const [found, ...others] = findDangling(changed, evidence);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: "backlog_runbook", missing: ["runbooks/queue-backlog.md"] });
  });

  it("include alarms, topics and runbooks that nobody answers for", () => {
    const nobody = { ...plan, initiative: { ...plan.initiative, phases: [] } };
    const alarm = sampleAlarm(plan, { name: "shop-x", subject: { kind: "service", name: "checkout" } });
    const found = findDangling(nobody, { ...evidence, alarms: [alarm] });
    expect(found).toContainEqual(
      expect.objectContaining({
        kind: "alarm",
        name: "shop-x",
        path: ["services", "checkout"],
        missing: ["accountable agent"],
      }),
    );
    expect(found).toContainEqual(expect.objectContaining({ kind: "topic", name: "shop-critical" }));
    expect(found).toContainEqual(expect.objectContaining({ kind: "runbook", name: "service-errors" }));
  });

  it.each(["notifies", "window", "maintenance", "deployment"] as const)(
    "include an alarm (%s) whose dashboard is not generated",
    (purpose) => {
      const [first, ...rest] = evidence.alarms;
      if (!first) throw new Error("an alarm is needed");
      const broken = { ...first, purpose, dashboard: "shop-nowhere" };
      expect(findDangling(plan, { ...evidence, alarms: [broken, ...rest] })).toEqual([
        {
          kind: "alarm",
          name: first.name,
          path: ["services", "storefront"],
          missing: ["dashboard shop-nowhere"],
          hint: "report it: a fault of opsplan, which writes both whatever the plan says",
        },
      ]);
    },
  );

  it("include every alarm where nothing generated is a dashboard", () => {
    const resources = evidence.resources.map((one) => (one.role === "dashboard" ? { ...one, role: null } : one));
    const names = findDangling(plan, { ...evidence, resources }).map(({ name }) => name);
    expect(names).toEqual(evidence.alarms.map(({ name }) => name));
  });

  it("include an alarm with a runbook that nobody writes", () => {
    const [first, ...rest] = evidence.alarms;
    if (!first) throw new Error("an alarm is needed");
    const broken = { ...first, runbook: "ask-around" as typeof first.runbook };
    const found = findDangling(plan, { ...evidence, alarms: [broken, ...rest] });
    expect(found).toMatchObject([{ kind: "alarm", name: first.name, missing: ["runbooks/ask-around.md"] }]);
  });
});
