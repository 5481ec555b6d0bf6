import { DataAwsIamRole } from "@cdktf/provider-aws/lib/data-aws-iam-role";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { trustPolicy } from "../../core/policy";

/** Roles that DMS looks for by these names, one of each in an account (DMS user guide, "IAM roles to use with DMS"). */
const ROLES = [
  {
    id: "vpc_role",
    name: "dms-vpc-role",
    description: "Lets DMS place network interfaces",
    policy: "AmazonDMSVPCManagementRole",
  },
  {
    id: "logs_role",
    name: "dms-cloudwatch-logs-role",
    description: "Lets DMS write its logs",
    policy: "AmazonDMSCloudWatchLogsRole",
  },
] as const;

/**
 * What must stand before anything of DMS. The plan that owns the account baseline makes the roles; any other only looks
 * them up, so that a missing one is said when the plan is made rather than when DMS first fails.
 */
export function serviceRoles(scope: Construct, plan: Plan): readonly ITerraformDependable[] {
  return ROLES.map(({ id, name, description, policy }) => {
    if (plan.security.accountBaseline === "existing") return new DataAwsIamRole(scope, id, { name });
    const role = new IamRole(scope, id, {
      name,
      description,
      assumeRolePolicy: trustPolicy("dms.amazonaws.com", plan.environment.account),
    });
    return new IamRolePolicyAttachment(scope, `${id}_policy`, {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
    });
  });
}
