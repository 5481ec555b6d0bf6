import type { Evidence, ResourceEvidence } from "../../src/evidence/evidence";
import { TICKET_TRIGGERS, type TicketName } from "../../src/model/catalogue/ticket-triggers";
import { EvidenceIndex } from "../../src/planning/evidence-index";
import { detectionOf, detectorName } from "../../src/planning/ticket-detection/detection";
import { registeredTickets } from "../../src/planning/ticket-detection/registered-ticket";
import { sampleEvidence } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production", (tree) => {
  tree.tickets = {
    triggers: {
      sla_violation_detected: { priority: "low" },
      capacity_threshold_approaching: { threshold: "80%" },
      access_control_violation: { enabled: false },
    },
  };
});
const sample = sampleEvidence(plan);

function resource(address: string, more: Partial<ResourceEvidence>): ResourceEvidence {
  const base = { stack: "shop-delivery", stackKind: "delivery", type: "x", subject: null, role: null } as const;
  return { ...base, address, capabilities: [], handles: {}, detects: [], ...more };
}

function detectors(evidence: Evidence, name: TicketName): readonly string[] {
  return detectionOf(new EvidenceIndex(evidence), name).detectors.map(detectorName);
}

describe("what detects a ticket", () => {
  const alarm = sample.alarms[0];
  if (alarm === undefined) throw new Error("the sample has alarms");
  const evidence: Evidence = {
    ...sample,
    alarms: [
      { ...alarm, address: "aws_cloudwatch_metric_alarm.a", ticket: "sla_violation_detected" },
      { ...alarm, address: "aws_cloudwatch_metric_alarm.b", ticket: "alarm" },
      { ...alarm, address: "aws_cloudwatch_metric_alarm.c", ticket: null },
    ],
    resources: [
      resource("aws_cloudwatch_event_rule.r", { detects: ["sla_violation_detected", "access_control_violation"] }),
    ],
  };

  it("is an alarm that opens it, and a resource that says so", () => {
    expect(detectors(evidence, "sla_violation_detected")).toEqual([
      `${alarm.stack}/aws_cloudwatch_metric_alarm.a`,
      "shop-delivery/aws_cloudwatch_event_rule.r",
    ]);
    expect(detectionOf(new EvidenceIndex(evidence), "sla_violation_detected").subjects).toEqual([alarm.subject.name]);
  });

  it("is a scheduled check, once there is a build that runs it", () => {
    expect(detectors(evidence, "infrastructure_drift_detected")).toEqual([]);
    const build = resource("aws_codebuild_project.checks", {
      role: "operational-checks",
      handles: { name: "shop-production-checks" },
    });
    const withBuild = { ...evidence, resources: [...evidence.resources, build] };
    expect(detectors(withBuild, "infrastructure_drift_detected")).toEqual([
      "shop-production-checks / infrastructure-drift",
    ]);
    expect(detectors(withBuild, "sla_violation_detected")).toHaveLength(2);
  });

  it("is nothing where nothing was generated", () => {
    const empty = { ...sample, resources: [], alarms: [] };
    for (const { name } of TICKET_TRIGGERS) expect(detectors(empty, name)).toEqual([]);
  });
});

describe("registered tickets", () => {
  const tickets = registeredTickets(plan, new EvidenceIndex(sample));
  const of = (name: TicketName) => tickets.find((ticket) => ticket.name === name);

  it("are the twelve triggers and four further sources", () => {
    expect(tickets).toHaveLength(16);
    expect(tickets.slice(0, 12).map(({ name }) => name)).toEqual(TICKET_TRIGGERS.map(({ name }) => name));
    expect(tickets.slice(12).map(({ category }) => category)).toEqual([null, null, null, null]);
  });

  it("have the plan's priority, its time to an answer, and its threshold", () => {
    expect(of("sla_violation_detected")).toMatchObject({ priority: "low", answerWithin: { seconds: 259_200 } });
    expect(of("capacity_threshold_approaching")).toMatchObject({
      threshold: 80,
      condition: expect.stringMatching(/^over 80 %: share of the largest size/),
    });
    expect(of("access_control_violation")?.enabled).toBe(false);
    expect(of("operational_runbook_outdated")?.condition).toBe("a runbook not reviewed for 90 days");
  });

  it("have a dedupe key of the plan and environment", () => {
    expect(of("sla_violation_detected")?.dedupeKey).toBe(`${plan.name}/production/sla_violation_detected/<subject>`);
  });
});
