import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Evidence, GOLDEN_SIGNALS } from "../../src/evidence/evidence";
import type { Plan } from "../../src/model/plan";
import {
  type MonitoringCoverage,
  monitoringCoverage,
} from "../../src/planning/monitoring-coverage/monitoring-coverage";
import { buildApp } from "../../stacks/app";
import { sampleAlarm } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

interface Built {
  readonly plan: Plan;
  readonly evidence: Evidence;
}

/** A plan with the evidence of all of its real stacks. */
function build(environment: string, change?: Parameters<typeof blueprintPlan>[1]): Built {
  const plan = blueprintPlan(environment, change);
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-coverage-"));
  try {
    const [evidence] = buildApp([plan], outdir).evidence;
    if (evidence === undefined) throw new Error("a plan has evidence");
    return { plan, evidence };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** `alarms/not expected/gaps` of each subject, signals in the order latency, traffic, errors, saturation. */
function letters({ subjects }: MonitoringCoverage): Readonly<Record<string, string>> {
  const letter = { alarmed: "a", "not-applicable": "-", gap: "G" } as const;
  return Object.fromEntries(
    subjects.map(({ subject, signals }) => [subject, signals.map(({ state }) => letter[state]).join("")]),
  );
}

const named = ({ gaps }: MonitoringCoverage) => gaps.map(({ subject, signal }) => `${subject} ${signal}`);

const withoutBaselines = (tree: Record<string, { anomalyDetection?: boolean }>) => {
  tree.observability = { ...tree.observability, anomalyDetection: false };
};

describe("coverage of the shipped blueprint", () => {
  const { plan, evidence } = build("production");
  const coverage = monitoringCoverage(plan, evidence);

  it("expects 36 signals and has an alarm on each", () => {
    // 4 + 4 + 3 of services, 4 × 4 of stores, 3 + 1 + 4 + 1 of the edge.
    expect(letters(coverage)).toEqual({
      storefront: "aaaa",
      checkout: "aaaa",
      fulfilment: "a-aa",
      orders: "aaaa",
      sessions: "aaaa",
      catalog: "aaaa",
      "order-events": "aaaa",
      "edge/cloudfront-distribution": "aaa-",
      "edge/web-acl": "-a--",
      "edge/load-balancer": "aaaa",
      "edge/health-check": "--a-",
    });
    expect(coverage).toMatchObject({ covered: 36, expected: 36, percent: 100, gaps: [] });
  });

  it("names the alarms behind a signal, those of its own resource only", () => {
    const of = (name: string) => coverage.subjects.find(({ subject }) => subject === name)?.signals;
    expect(of("edge/load-balancer")?.[2]).toEqual({
      signal: "errors",
      state: "alarmed",
      alarms: ["aws_cloudwatch_metric_alarm.plan_edge_load_balancer_errors"],
      blindSpot: null,
    });
    expect(of("sessions")?.[2]).toMatchObject({
      alarms: [
        "aws_cloudwatch_metric_alarm.sessions_refused_commands",
        "aws_cloudwatch_metric_alarm.sessions_refused_sign_ins",
      ],
    });
  });

  it("says that the memory of instances is not watched", () => {
    const blind = coverage.subjects.flatMap(({ subject, signals }) =>
      signals.flatMap((one) => (one.state === "alarmed" && one.blindSpot !== null ? [[subject, one.signal]] : [])),
    );
    expect(blind).toEqual([["storefront", "saturation"]]);
  });

  it("has a gap where an alarm is missing, and nowhere else", () => {
    const removed = evidence.alarms.filter(
      ({ subject, signal }) => !(subject.name === "catalog" && signal === "errors"),
    );
    const found = monitoringCoverage(plan, { ...evidence, alarms: removed });
    // 35 of 36 are 97.22 %.
    expect(found).toMatchObject({ covered: 35, expected: 36, percent: 97.2 });
    expect(found.gaps).toEqual([
      {
        subject: "catalog",
        signal: "errors",
        reason: "no alarm watches it (requests that fail inside DynamoDB)",
        fix: "nothing in the plan switches this alarm off: synthesise again, and report it as a fault if the gap stays",
      },
    ]);
  });

  it("counts no alarm that tells nobody", () => {
    const silent = evidence.alarms.map((alarm) =>
      alarm.subject.name === "order-events" ? { ...alarm, purpose: "window" as const } : alarm,
    );
    expect(named(monitoringCoverage(plan, { ...evidence, alarms: silent }))).toEqual(
      GOLDEN_SIGNALS.map((signal) => `order-events ${signal}`),
    );
  });

  it("adds up whatever alarms there are: not applicable is counted nowhere", () => {
    fc.assert(
      fc.property(fc.subarray([...evidence.alarms]), fc.boolean(), (alarms, anomalyDetection) => {
        const changed = { ...plan, observability: { ...plan.observability, anomalyDetection } };
        const { covered, expected, percent, subjects, gaps } = monitoringCoverage(changed, { ...evidence, alarms });
        const signals = subjects.flatMap((subject) => subject.signals);
        const notApplicable = signals.filter(({ state }) => state === "not-applicable").length;
        expect(covered + gaps.length).toBe(expected);
        expect(expected + notApplicable).toBe(4 * subjects.length);
        expect(percent === 100).toBe(gaps.length === 0);
      }),
    );
  });
});

describe("coverage of other plans", () => {
  it("expects no traffic alarm without baselines, and has a gap where slowness needs one", () => {
    const { plan, evidence } = build("production", withoutBaselines);
    const coverage = monitoringCoverage(plan, evidence);
    // 3 × 3 of services, 4 × 3 of stores, 2 + 1 + 3 + 1 of the edge. Replica lag still tells of the two databases.
    expect(coverage).toMatchObject({ covered: 25, expected: 28, percent: 89.2 });
    expect(named(coverage)).toEqual([
      "catalog latency",
      "edge/cloudfront-distribution latency",
      "edge/load-balancer latency",
    ]);
    expect(new Set(coverage.gaps.map(({ fix }) => fix))).toEqual(
      new Set(["set observability.anomalyDetection to true"]),
    );
  });

  it("has gaps in the latency of stores without replicas, at small scale without baselines", () => {
    const { plan, evidence } = build("staging", withoutBaselines);
    expect(named(monitoringCoverage(plan, evidence))).toEqual(
      expect.arrayContaining(["orders latency", "sessions latency"]),
    );
  });

  it("has no edge without a domain, and a gap in the latency of what only fellow services call", () => {
    const { plan, evidence } = build("production", (tree) => {
      delete tree.environments.production.domain;
    });
    const coverage = monitoringCoverage(plan, evidence);
    expect(letters(coverage)).toEqual({
      storefront: "Gaaa",
      checkout: "Gaaa",
      fulfilment: "a-aa",
      orders: "aaaa",
      sessions: "aaaa",
      catalog: "aaaa",
      "order-events": "aaaa",
    });
    expect(coverage.gaps[0]?.reason).toContain("its requests pass no public load balancer");
  });

  it("expects no latency of a worker without an objective for the age of its work", () => {
    const { plan, evidence } = build("production", (tree) => {
      tree.services[2].slos = [];
    });
    expect(letters(monitoringCoverage(plan, evidence)).fulfilment).toBe("--aa");
  });

  it("counts what is watched without being expected, and does not mistake a service for the edge", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.services[2].name = "edge";
      tree.services[2].slos = [];
    });
    const subject = { kind: "service", name: "edge" } as const;
    const alarms = [sampleAlarm(plan, { name: "x", subject, signal: "latency" })];
    const coverage = monitoringCoverage(plan, { resources: [], stacks: [], alarms });
    expect(letters(coverage).edge).toBe("a-GG");
  });

  it("is 100 % of nothing", () => {
    const plan = { ...blueprintPlan("production"), services: [], stores: [] };
    expect(monitoringCoverage(plan, { resources: [], stacks: [], alarms: [] })).toMatchObject({
      covered: 0,
      expected: 0,
      percent: 100,
    });
  });
});
