import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, type Statement, trustPolicy } from "../../core/policy";

/** IAM's limit on a role's name. */
const ROLE_NAME_MAX_LENGTH = 64;

export interface PlanRoleProps {
  readonly plan: Plan;
  /** Words of the role's name after the environment. */
  readonly purpose: string;
  readonly description: string;
  /** AWS service that assumes it, for this account only. */
  readonly assumedBy: string;
  readonly statements: readonly Statement[];
}

/** A role that belongs to the plan and to none of its services. */
export class PlanRole extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What uses the role waits for it: AWS checks permissions on creation. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: PlanRoleProps) {
    super(scope, id);
    const { plan, purpose } = props;
    const name = resourceName(plan, [purpose], ROLE_NAME_MAX_LENGTH);
    const role = new IamRole(this, "role", {
      name,
      description: props.description,
      assumeRolePolicy: trustPolicy(props.assumedBy, plan.environment.account),
    });
    this.name = role.name;
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, "policy", {
      name,
      role: role.name,
      policy: policyDocument(...props.statements),
    });
  }
}
