import type { AlarmEvidence } from "../../evidence/evidence";
import type { Plan } from "../../model/plan";
import { formatPercentage } from "../../model/units/percentage";
import type { EvidenceIndex } from "../evidence-index";
import { allSlos, burnRate, rounded } from "../slo-budget";
import { detectors, NOT_DETECTED, subjectNames, type TriggerRule } from "./detection";

export const slaViolation: TriggerRule = {
  owners: ["performance-optimizer", "monitoring-specialist"],
  runbook: "service-errors",
  review: "weekly",
  threshold: () => "the alarm's own condition; the target is the service's SLO",
  detect: (plan, index) => {
    const alarms = [
      ...requestAlarms(plan, index, "service-errors"),
      ...requestAlarms(plan, index, "service-latency"),
      ...queueAlarms(plan, index),
    ];
    const probes = index.alarmsFor("edge-health");
    const found = [...alarms, ...probes];
    return {
      detectors: detectors(found),
      words:
        found.length === 0
          ? NOT_DETECTED
          : "Errors, latency and queue age of the services that have SLOs, and the outside health check.",
      subjects: subjectNames(found),
    };
  },
};

export const errorBudgetBurn: TriggerRule = {
  owners: ["monitoring-specialist", "performance-optimizer"],
  runbook: "service-errors",
  review: "weekly",
  threshold: burnWords,
  detect: (plan, index) => {
    const alarms = requestAlarms(plan, index, "service-errors");
    return {
      detectors: detectors(alarms),
      words:
        alarms.length === 0
          ? NOT_DETECTED
          : "Fast burn only, by the error alarms. Slower burn, and burn of latency and queue budgets, is worked out at the review.",
      subjects: subjectNames(alarms),
    };
  },
};

export const capacityThreshold: TriggerRule = {
  owners: ["capacity-planner", "performance-optimizer", "infrastructure-architect"],
  runbook: "service-capacity",
  review: "monthly",
  threshold: () => "the capacity alarm's own condition",
  detect: (_plan, index) => {
    const alarms = index.evidence.alarms.filter((alarm) =>
      index.resourceOf(alarm)?.capabilities.includes("capacity-alarm"),
    );
    return {
      detectors: detectors(alarms),
      words: alarms.length === 0 ? NOT_DETECTED : "Services and stores close to the largest size that the plan allows.",
      subjects: subjectNames(alarms),
    };
  },
};

/** Alarms on the share of failed requests, or on latency, of the services that have an SLO on it. */
function requestAlarms(
  plan: Plan,
  index: EvidenceIndex,
  family: "service-errors" | "service-latency",
): readonly AlarmEvidence[] {
  const sli = family === "service-errors" ? "http-success" : "http-latency";
  const measured = allSlos(plan).filter(({ slo }) => slo.sli === sli);
  return index.alarmsFor(family).filter(({ subject }) => measured.some(({ service }) => service.name === subject.name));
}

/** Backlog alarms of the queues that a `queue-age` SLO watches, on the queue or on the service that reads it. */
function queueAlarms(plan: Plan, index: EvidenceIndex): readonly AlarmEvidence[] {
  const watched = allSlos(plan).filter(({ slo }) => slo.sli === "queue-age");
  return index
    .alarmsFor("queue-backlog")
    .filter(({ subject }) =>
      watched.some(({ service, slo }) => subject.name === slo.store || subject.name === service.name),
    );
}

/** What the error alarm's threshold means as a burn rate: 1 % ÷ 0.05 % spends a 99.95 % budget 20 times too fast. */
function burnWords(plan: Plan): string {
  const { errorRate } = plan.observability.thresholds;
  const rates = allSlos(plan)
    .filter(({ slo }) => slo.sli === "http-success")
    .map(({ service, slo }) => `${service.name} ${rounded(burnRate(errorRate, slo))}`);
  if (rates.length === 0) return "no service has an http-success SLO";
  return `${formatPercentage(errorRate)} errors, which is a burn rate of: ${rates.join(", ")}`;
}
