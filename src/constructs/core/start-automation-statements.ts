import type { Plan } from "../../model/plan";
import { planArn } from "./names";
import type { Statement } from "./policy";

/**
 * What a role needs to start one document of Systems Manager Automation, which then works as a role of its own.
 *
 * @param plan of the region in which the document is
 */
export function startAutomationStatements(
  plan: Plan,
  sid: string,
  documentName: string,
  passedRoleArn: string,
): readonly Statement[] {
  return [
    {
      Sid: sid,
      Action: "ssm:StartAutomationExecution",
      Resource: [
        planArn(plan, "ssm", `automation-definition/${documentName}:*`),
        planArn(plan, "ssm", `document/${documentName}`),
        planArn(plan, "ssm", "automation-execution/*"),
      ],
    },
    {
      Sid: "PassRole",
      Action: "iam:PassRole",
      Resource: passedRoleArn,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}
