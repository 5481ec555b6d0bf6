import { detectors, NOT_DETECTED, subjectNames, type TriggerRule } from "./detection";

export const securityMonitoringGap: TriggerRule = {
  owners: ["security-analyst", "security-architecture-specialist", "monitoring-specialist"],
  runbook: "security-finding",
  review: "monthly",
  threshold: () => "GuardDuty, Access Analyzer, CloudTrail or flow logs switched off",
  detect: () => ({
    detectors: [],
    words: `${NOT_DETECTED}: run the commands under security-services in TRACEABILITY.md`,
    subjects: [],
  }),
};

export const complianceDeviation: TriggerRule = {
  owners: ["compliance-auditor", "security-analyst", "security-architecture-specialist"],
  runbook: "security-finding",
  review: "monthly",
  threshold: (plan) =>
    plan.requirements.compliance.length === 0
      ? "any deviation; the plan names no compliance standard"
      : `any deviation from ${plan.requirements.compliance.join(", ")}`,
  detect: () => ({
    detectors: [],
    words: `${NOT_DETECTED}: no configuration rules are generated; review the security gate in OPERATIONAL_PLAN.md`,
    subjects: [],
  }),
};

export const accessControlViolation: TriggerRule = {
  owners: ["security-analyst", "security-architect", "security-architecture-specialist"],
  runbook: "security-finding",
  review: "monthly",
  threshold: () => "any finding",
  detect: (_plan, index) => {
    const alarms = index.alarmsFor("security-finding");
    const services = [
      ...index.providing("security-event"),
      ...index.providing("access-analysis"),
      ...index.providing("threat-detection"),
    ];
    const found = [...alarms, ...services];
    return {
      detectors: detectors(found),
      words: found.length === 0 ? NOT_DETECTED : "Findings of the security services, and alarms on the audit trail.",
      subjects: subjectNames(alarms),
    };
  },
};
