import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Construct } from "constructs";
import { playsRole } from "../../../evidence/declare";
import { keptLogGroup } from "../../core/kept-log-group";
import { planArn, resourceName } from "../../core/names";
import { policyDocument } from "../../core/policy";
import type { MigrationProps } from "../migration-props";
import { MIGRATION_SUBJECT } from "../migration-subject";

/** CloudWatch Logs' limit on a resource policy's name. */
const POLICY_NAME_MAX_LENGTH = 256;

/** Every file that is carried over, by name: DataSync writes it by the group's resource policy. */
export class TransferLog extends Construct {
  readonly arn: string;
  readonly policy: CloudwatchLogResourcePolicy;

  constructor(scope: Construct, id: string, { plan, foundation }: MigrationProps) {
    super(scope, id);
    const name = `/aws/datasync/${plan.name}/${plan.environment.name}`;
    const group = keptLogGroup(this, "log_group", {
      subject: MIGRATION_SUBJECT,
      name,
      retentionDays: plan.observability.logRetentionDays,
      keyArn: foundation.keyArns.logs,
    });
    playsRole(group, MIGRATION_SUBJECT, "log-group", { name });
    this.arn = group.arn;
    this.policy = new CloudwatchLogResourcePolicy(this, "policy", {
      policyName: resourceName(plan, ["file-transfer"], POLICY_NAME_MAX_LENGTH),
      policyDocument: policyDocument({
        Sid: "DataSyncLogs",
        Principal: { Service: "datasync.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: planArn(plan, "logs", `log-group:${name}:*`),
        Condition: {
          StringEquals: { "aws:SourceAccount": plan.environment.account },
          ArnLike: { "aws:SourceArn": planArn(plan, "datasync", "task/*") },
        },
      }),
    });
  }
}
