import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { playsRole } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { type Statement, undocumentedTrustPolicy } from "../../core/policy";
import { rolePolicy } from "../../core/role-policy";
import { backupRoleName } from "./backup-names";
import { BACKUP_SUBJECT } from "./backup-subject";

export interface BackupRoleProps {
  readonly plan: Plan;
  readonly purpose: "backup" | "restore" | "restore-test";
  readonly description: string;
  readonly statements: readonly Statement[];
}

/** A role that AWS Backup takes for its jobs. */
export class BackupRole extends Construct {
  readonly arn: string;
  /** A job that begins before the role may do anything fails. */
  readonly ready: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { plan, purpose, description, statements }: BackupRoleProps) {
    super(scope, id);
    const name = backupRoleName(plan, purpose);
    const role = new IamRole(this, "role", {
      name,
      description,
      // AWS Backup's guide promises no source account in the request.
      assumeRolePolicy: undocumentedTrustPolicy("backup.amazonaws.com", plan.environment.account),
    });
    this.ready = rolePolicy(this, "policy", { plan, role, name: purpose, nameParts: ["backup", purpose], statements });
    playsRole(role, BACKUP_SUBJECT, "backup-role", { name, purpose });
    this.arn = role.arn;
  }
}
