import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, trustPolicy } from "../../core/policy";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

export interface AlarmTriggerProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly stateMachineArn: string;
}

/** Starts an escalation whenever one of the plan's alarms goes off. */
export class AlarmTrigger extends Construct {
  constructor(scope: Construct, id: string, { plan, region, stateMachineArn }: AlarmTriggerProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["escalation-start", ...region.nameParts], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(this, "policy", {
      name: "start",
      role: role.name,
      policy: policyDocument({ Sid: "Start", Action: "states:StartExecution", Resource: stateMachineArn }),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      ...region.placement,
      name: resourceName(plan, ["escalation"], NAME_MAX_LENGTH),
      description: "An alarm of the plan went off: start its escalation",
      eventPattern: JSON.stringify(alarmWentOff(plan)),
    });
    new CloudwatchEventTarget(this, "target", {
      ...region.placement,
      rule: rule.name,
      targetId: "escalation",
      arn: stateMachineArn,
      roleArn: role.arn,
    });
    provides(rule, INCIDENT_SUBJECT, "incident-escalation");
  }
}

function alarmWentOff(plan: Plan) {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: {
      alarmName: [{ prefix: `${plan.name}-${plan.environment.name}-` }],
      state: { value: ["ALARM"] },
      previousState: { value: [{ "anything-but": "ALARM" }] },
    },
  };
}
