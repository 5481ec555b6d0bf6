import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../names";
import { type Statement, trustPolicy } from "../policy";
import { rolePolicy } from "../role-policy";

/** IAM allows 64 characters (CreateRole). */
const NAME_MAX_LENGTH = 64;

export interface MachineRoleProps {
  readonly plan: Plan;
  /** Words after plan and environment in the role's name. */
  readonly nameParts: readonly string[];
  /** Name of its policy. */
  readonly policyName: string;
  /** What its states do; logs and traces come on top. */
  readonly statements: readonly Statement[];
}

/** Role of a state machine. */
export class MachineRole extends Construct {
  readonly arn: string;
  /** Step Functions refuses a machine whose role may not yet write its log. */
  readonly ready: readonly TerraformResource[];

  constructor(scope: Construct, id: string, { plan, nameParts, policyName, statements }: MachineRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: resourceName(plan, nameParts, NAME_MAX_LENGTH),
      assumeRolePolicy: trustPolicy("states.amazonaws.com", plan.environment.account),
    });
    this.ready = rolePolicy(this, "policy", {
      plan,
      role,
      name: policyName,
      nameParts,
      statements: [...statements, ...OBSERVED],
    });
    this.arn = role.arn;
  }
}

const OBSERVED: readonly Statement[] = [
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
