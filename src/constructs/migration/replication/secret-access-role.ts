import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { policyDocument, type Statement, undocumentedTrustPolicy } from "../../core/policy";
import { replicationRoleName } from "./replication-names";

export interface SecretAccessRoleProps {
  readonly plan: Plan;
  /** Source or store whose credentials the secret holds, and which of the two. */
  readonly name: string;
  readonly side: "source" | "store";
  /** What it takes to read the secret. */
  readonly statements: readonly Statement[];
}

/**
 * Reads one secret in DMS's name. DMS takes the service's regional principal for secrets, and documents no source that
 * it sends along with it (user guide, "Using secrets to access AWS DMS endpoints").
 */
export class SecretAccessRole extends Construct {
  readonly arn: string;
  /** DMS must not be given an endpoint before it may read the secret. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, { plan, name, side, statements }: SecretAccessRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: replicationRoleName(plan, name, `dms-${side}`),
      description: `Reads the credentials of ${name} for DMS`,
      assumeRolePolicy: undocumentedTrustPolicy(
        `dms.${plan.environment.region}.amazonaws.com`,
        plan.environment.account,
      ),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "read-secret",
      role: role.name,
      policy: policyDocument(...statements),
    });
    this.arn = role.arn;
  }
}
