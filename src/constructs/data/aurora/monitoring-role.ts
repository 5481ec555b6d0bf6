import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { AuroraStore, Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { trustPolicy } from "../../core/policy";

/** IAM allows 64 characters (CreateRole). */
const NAME_MAX_LENGTH = 64;

/** AWS's own policy, the one that the RDS user guide asks for: writing to the log group `RDSOSMetrics`. */
const POLICY_ARN = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";

/** Role by which RDS publishes the operating system's metrics of a cluster's instances. */
export class MonitoringRole extends Construct {
  readonly arn: string;
  /** RDS refuses instances while the role may not yet write. */
  readonly ready: IamRolePolicyAttachment;

  constructor(scope: Construct, id: string, { plan, store }: { readonly plan: Plan; readonly store: AuroraStore }) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, [store.name, "monitoring"], NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("monitoring.rds.amazonaws.com", plan.environment.account),
    });
    this.ready = new IamRolePolicyAttachment(this, "policy", { role: role.name, policyArn: POLICY_ARN });
    this.arn = role.arn;
  }
}
