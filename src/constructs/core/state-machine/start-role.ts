import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../names";
import { policyDocument, trustPolicy } from "../policy";

/** IAM allows 64 characters (CreateRole). */
const NAME_MAX_LENGTH = 64;

export interface StartRoleProps {
  readonly plan: Plan;
  readonly nameParts: readonly string[];
  readonly stateMachineArn: string;
}

/** Role by which rules of EventBridge start one state machine: `role` and `policy` below the scope. */
export class StartRole {
  readonly arn: string;

  constructor(scope: Construct, { plan, nameParts, stateMachineArn }: StartRoleProps) {
    const role = new IamRole(scope, "role", {
      name: resourceName(plan, nameParts, NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(scope, "policy", {
      name: "start",
      role: role.name,
      policy: policyDocument({ Sid: "Start", Action: "states:StartExecution", Resource: stateMachineArn }),
    });
    this.arn = role.arn;
  }
}
