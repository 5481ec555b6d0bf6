import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { policyDocument, type Statement, trustPolicy } from "../core/policy";

/** IAM's limit on a role's name. */
const ROLE_NAME_MAX_LENGTH = 64;

export interface ServiceRoleProps {
  readonly plan: Plan;
  /** Name of the plan's service that the role works for. */
  readonly service: string;
  /** Last word of the role's name. */
  readonly purpose: string;
  readonly description: string;
  /** AWS service that assumes it, for this account only. */
  readonly assumedBy: string;
  readonly statements: readonly Statement[];
}

/** A role with one policy of its own. What assumes it waits for the policy: AWS checks permissions on creation. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { plan, service, purpose } = props;
    const name = resourceName(plan, [service, purpose], ROLE_NAME_MAX_LENGTH);
    const role = new IamRole(this, "role", {
      name,
      description: props.description,
      assumeRolePolicy: trustPolicy(props.assumedBy, plan.environment.account),
      tags: { service },
    });
    this.arn = role.arn;
    this.policy = new IamRolePolicy(this, "policy", {
      name,
      role: role.name,
      policy: policyDocument(...props.statements),
    });
  }
}
