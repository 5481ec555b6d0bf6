import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { planArn, resourceName } from "../../core/names";
import { policyDocument, type Statement, trustPolicy } from "../../core/policy";
import type { IncidentRegion } from "../incident-regions";
import { ACKNOWLEDGED_TAG } from "./messages";

/** IAM allows 64 characters (CreateRole). */
const NAME_MAX_LENGTH = 64;

export interface EscalationRoleProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  /** Topics that the escalation publishes to. */
  readonly topicArns: readonly string[];
}

/** Role of the escalation's state machine in one region. */
export class EscalationRole extends Construct {
  readonly arn: string;
  /** Step Functions refuses a machine whose role may not yet write its log. */
  readonly ready: IamRolePolicy;

  constructor(scope: Construct, id: string, props: EscalationRoleProps) {
    super(scope, id);
    const { plan, region } = props;
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["escalation", ...region.nameParts], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("states.amazonaws.com", plan.environment.account),
    });
    this.ready = new IamRolePolicy(this, "policy", {
      name: "escalate",
      role: role.name,
      policy: policyDocument(...statements(props)),
    });
    this.arn = role.arn;
  }
}

function statements({ plan, region, topicArns }: EscalationRoleProps): readonly Statement[] {
  const alarms = planArn(plan, "cloudwatch", `alarm:${resourceName(plan, ["*"], 255)}`, region.region);
  return [
    // AWS returns composite alarms only to callers that may describe all (CloudWatch API reference, DescribeAlarms).
    { Sid: "ReadAlarms", Action: "cloudwatch:DescribeAlarms", Resource: "*" },
    { Sid: "ReadAnswers", Action: "cloudwatch:ListTagsForResource", Resource: alarms },
    {
      Sid: "ForgetAnswers",
      Action: "cloudwatch:UntagResource",
      Resource: alarms,
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ACKNOWLEDGED_TAG } },
    },
    { Sid: "TellChannels", Action: "sns:Publish", Resource: topicArns },
    {
      Sid: "EncryptMessages",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: region.messagingKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sns.${region.region}.amazonaws.com` } },
    },
    {
      // Log delivery and tracing know no single resources (service authorization reference).
      Sid: "DeliverLogs",
      Action: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
      ],
      Resource: "*",
    },
    {
      Sid: "Trace",
      Action: ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    },
  ];
}
