import type { Plan } from "../../../model/plan";
import type { EventSource } from "./event-source";

/**
 * A resource that breaks a rule of AWS Config of the plan. People are told with severity medium: a configuration can
 * wait for the morning, while the ticket has the trigger's priority. A rule that many resources break is one problem
 * and one ticket.
 */
export function complianceEvents({ name, environment, security }: Plan): readonly EventSource[] {
  if (!security.configRules) return [];
  return [
    {
      name: "compliance-deviation",
      description: "A resource breaks a configuration rule of the plan",
      severity: "medium",
      pattern: {
        source: ["aws.config"],
        "detail-type": ["Config Rules Compliance Change"],
        detail: {
          messageType: ["ComplianceChangeNotification"],
          configRuleName: [{ prefix: `${name}-${environment.name}-` }],
          newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
        },
      },
      text: {
        title: "configuration rule <rule> is broken",
        details: ["<type> <resource> in <region> does not comply, seen at <time>."],
        runbook: "compliance-deviation",
        values: {
          rule: "$.detail.configRuleName",
          type: "$.detail.resourceType",
          resource: "$.detail.resourceId",
          region: "$.region",
          time: "$.time",
        },
      },
      capabilities: ["event-notification", "security-event"],
      ticket: { name: "compliance_deviation_identified", subject: "<rule>" },
    },
  ];
}
