import type { Plan } from "../../../model/plan";
import { controlsOfOwnRules } from "../../security/config/security-hub-controls";
import type { EventSource } from "./event-source";

/**
 * Controls of Security Hub that fail, by a ticket alone: it says so again at every evaluation, 12 or 24 hours apart, and
 * a ticket is opened once. What Security Hub collects from GuardDuty, Inspector, Macie and Access Analyzer is left out:
 * they tell by themselves, and sooner. So are controls that judge by a rule the plan has itself.
 */
export function controlEvents(plan: Plan): readonly EventSource[] {
  if (!plan.security.securityHub) return [];
  const told = controlsOfOwnRules(plan);
  return [
    {
      name: "control-failed",
      description: "A control of Security Hub fails",
      severity: "medium",
      notifies: false,
      pattern: {
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        detail: {
          findings: {
            ProductName: ["Security Hub"],
            RecordState: ["ACTIVE"],
            Workflow: { Status: ["NEW"] },
            Severity: { Label: ["CRITICAL", "HIGH"] },
            Compliance: {
              Status: ["FAILED"],
              SecurityControlId: told.length === 0 ? [{ exists: true }] : [{ "anything-but": told }],
            },
          },
        },
      },
      text: {
        title: "control <control> fails: <title>",
        details: ["<type> <resource>, region <region>.", "Finding <id>."],
        runbook: "compliance-deviation",
        values: {
          control: "$.detail.findings[0].Compliance.SecurityControlId",
          title: "$.detail.findings[0].Title",
          type: "$.detail.findings[0].Resources[0].Type",
          resource: "$.detail.findings[0].Resources[0].Id",
          region: "$.detail.findings[0].Region",
          id: "$.detail.findings[0].Id",
        },
      },
      capabilities: ["event-notification", "security-event"],
      ticket: { name: "compliance_deviation_identified", subject: "<control>" },
    },
  ];
}
