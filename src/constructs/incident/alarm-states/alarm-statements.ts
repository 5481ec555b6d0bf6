import type { Plan } from "../../../model/plan";
import { ACKNOWLEDGED_TAG } from "../../core/acknowledged-tag";
import { planArn, resourceName } from "../../core/names";
import type { Statement } from "../../core/policy";

/** AWS returns composite alarms only to callers that may describe all (CloudWatch API reference, DescribeAlarms). */
export const READ_ALARMS: Statement = { Sid: "ReadAlarms", Action: "cloudwatch:DescribeAlarms", Resource: "*" };

/** What a state machine may do that follows an alarm of the plan in one region. */
export function alarmStatements(plan: Plan, region: string): readonly Statement[] {
  const alarms = planArn(plan, "cloudwatch", `alarm:${resourceName(plan, ["*"], 255)}`, region);
  return [
    READ_ALARMS,
    { Sid: "ReadAnswers", Action: "cloudwatch:ListTagsForResource", Resource: alarms },
    {
      Sid: "ForgetAnswers",
      Action: "cloudwatch:UntagResource",
      Resource: alarms,
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ACKNOWLEDGED_TAG } },
    },
  ];
}
