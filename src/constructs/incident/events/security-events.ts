import type { Plan } from "../../../model/plan";
import type { EventSource } from "./event-source";

/**
 * Findings of the security services that the plan itself switches on; where the organisation owns them, it also hears
 * of their findings. GuardDuty calls 7 and above high, 4 to 6.9 medium (GuardDuty user guide, severity levels).
 */
export function securityEvents({ security }: Plan): readonly EventSource[] {
  return [
    ...(security.guardDuty
      ? [threat("high", [{ numeric: [">=", 7] }]), threat("medium", [{ numeric: [">=", 4, "<", 7] }])]
      : []),
    ...(security.accessAnalyzer ? [EXTERNAL_ACCESS] : []),
  ];
}

function threat(severity: "high" | "medium", range: readonly unknown[]): EventSource {
  return {
    name: `threat-${severity}`,
    description: `GuardDuty findings of severity ${severity}`,
    severity,
    pattern: { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], detail: { severity: range } },
    text: {
      title: "GuardDuty found <title>",
      details: ["Type <type>, severity <severity> of 10, region <region>.", "Finding <id>."],
      runbook: "security-finding",
      values: {
        title: "$.detail.title",
        type: "$.detail.type",
        severity: "$.detail.severity",
        region: "$.region",
        id: "$.detail.id",
      },
    },
    capabilities: ["event-notification", "security-event"],
    ticket: { name: "access_control_violation", subject: "<type>" },
  };
}

const EXTERNAL_ACCESS: EventSource = {
  name: "external-access",
  description: "Access Analyzer found access from outside the account",
  severity: "high",
  pattern: {
    source: ["aws.access-analyzer"],
    "detail-type": ["Access Analyzer Finding"],
    detail: { status: ["ACTIVE"] },
  },
  text: {
    title: "access from outside the account to <resource>",
    details: ["Access Analyzer: a policy of this <type> admits someone outside the account.", "Finding <id>."],
    runbook: "security-finding",
    values: { resource: "$.detail.resource", type: "$.detail.resourceType", id: "$.detail.id" },
  },
  capabilities: ["event-notification", "security-event"],
  ticket: { name: "access_control_violation", subject: "<resource>" },
};
