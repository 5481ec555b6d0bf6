import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { deployedSize } from "./deployed-size";
import { resourceName } from "./names";
import { policyDocument, type Statement } from "./policy";

/** Characters of all inline policies of a role together, and of one managed policy (IAM quotas). */
export const INLINE_POLICIES_SIZE = 10_240;
export const MANAGED_POLICY_SIZE = 6144;

/** IAM allows 128 characters (CreatePolicy). */
const NAME_MAX_LENGTH = 128;

export interface RolePolicyProps {
  readonly plan: Plan;
  readonly role: IamRole;
  /** Name of the inline policy. */
  readonly name: string;
  /** Words after plan and environment in the names of managed policies. */
  readonly nameParts: readonly string[];
  readonly statements: readonly Statement[];
}

/**
 * All that a role may do: one inline policy, or, where a large plan makes it too long for a role, managed policies of its
 * own with the same statements. IAM attaches ten of them to a role.
 *
 * @returns what must stand before the role may do anything
 */
export function rolePolicy(scope: Construct, id: string, props: RolePolicyProps): readonly TerraformResource[] {
  const { plan, role, name, nameParts, statements } = props;
  const inline = policyDocument(...statements);
  if (deployedSize(inline) <= INLINE_POLICIES_SIZE) {
    return [new IamRolePolicy(scope, id, { name, role: role.name, policy: inline })];
  }
  return packed(statements).map((part, index) => {
    const number = String(index + 1);
    const policy = new IamPolicy(scope, `${id}_${number}`, {
      name: resourceName(plan, [...nameParts, number], NAME_MAX_LENGTH),
      description: `Part ${number} of what the role may do`,
      policy: policyDocument(...part),
    });
    return new IamRolePolicyAttachment(scope, `${id}_${number}_attachment`, { role: role.name, policyArn: policy.arn });
  });
}

/** The statements in their order, as many to a managed policy as fit. */
function packed(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const parts: Statement[][] = [];
  for (const statement of statements.flatMap(fitting)) {
    const last = parts.at(-1);
    if (last !== undefined && fits([...last, statement])) last.push(statement);
    else parts.push([statement]);
  }
  return parts;
}

/** A statement on too many resources, as several on some of them each. */
function fitting(statement: Statement): readonly Statement[] {
  const { Sid, Resource } = statement;
  if (fits([statement]) || Resource === undefined || typeof Resource === "string") return [statement];
  const shares: string[][] = [];
  for (const one of Resource) {
    const last = shares.at(-1);
    if (last !== undefined && fits([{ ...statement, Sid: `${Sid}000`, Resource: [...last, one] }])) last.push(one);
    else shares.push([one]);
  }
  return shares.map((share, index) => ({ ...statement, Sid: `${Sid}${index + 1}`, Resource: share }));
}

function fits(statements: readonly Statement[]): boolean {
  return deployedSize(policyDocument(...statements)) <= MANAGED_POLICY_SIZE;
}
