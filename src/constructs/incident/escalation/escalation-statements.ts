import type { Plan } from "../../../model/plan";
import type { Statement } from "../../core/policy";
import { alarmStatements } from "../alarm-states/alarm-statements";
import type { IncidentRegion } from "../incident-regions";

/** What the escalation of one region may do. */
export function escalationStatements(
  plan: Plan,
  region: IncidentRegion,
  topicArns: readonly string[],
): readonly Statement[] {
  return [
    ...alarmStatements(plan, region.region),
    { Sid: "TellChannels", Action: "sns:Publish", Resource: topicArns },
    {
      Sid: "EncryptMessages",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: region.messagingKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sns.${region.region}.amazonaws.com` } },
    },
  ];
}
