import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../../evidence/declare";
import type { BackupType } from "../../../../model/backed-up-stores";
import type { Plan } from "../../../../model/plan";
import type { Recovery } from "../../../../model/recovery";
import { allowedMinutes } from "../../../../model/restore-allowance";
import { planArn, resourceName } from "../../../core/names";
import type { Statement } from "../../../core/policy";
import type { FoundationOutputs } from "../../../core/stack-outputs";
import { loggedMachine, machineName } from "../../../core/state-machine/logged-machine";
import { MachineRole } from "../../../core/state-machine/machine-role";
import { StartRole } from "../../../core/state-machine/start-role";
import { RESTORE_TEST_PREFIX } from "../backup-names";
import { BACKUP_SUBJECT } from "../backup-subject";
import { validationDefinition } from "./validation-definition";

/** Words after plan and environment in its name. */
const NAME = "restore-validation";

/** EventBridge allows 64 characters (PutRule). */
const RULE_NAME_MAX_LENGTH = 64;

export interface RestoreValidationProps {
  readonly plan: Plan;
  readonly recovery: Recovery;
  readonly foundation: FoundationOutputs;
  readonly stores: ReadonlyMap<BackupType, readonly string[]>;
  readonly restoreTestingPlanArn: string;
}

/** Every restore of the restore testing plan is validated, and so is that one was not to be had. */
export class RestoreValidation extends Construct {
  readonly machineArn: string;

  constructor(scope: Construct, id: string, props: RestoreValidationProps) {
    super(scope, id);
    const { plan, recovery, foundation, stores, restoreTestingPlanArn } = props;
    const role = new MachineRole(this, "state_machine", {
      plan,
      nameParts: [NAME],
      policyName: "validate-restores",
      statements: statements(props),
    });
    const machine = loggedMachine(this, {
      plan,
      subject: BACKUP_SUBJECT,
      type: "STANDARD",
      nameParts: [NAME],
      definition: validationDefinition({
        comment: `Restore tests of ${plan.name} ${plan.environment.name}`,
        types: [...stores.keys()],
        dataKeyArn: foundation.keyArns.data,
        allowedMinutes: allowedMinutes(recovery),
      }),
      role,
      placement: {},
      logsKeyArn: foundation.keyArns.logs,
    });
    provides(machine, BACKUP_SUBJECT, "restore-test");
    playsRole(machine, BACKUP_SUBJECT, "restore-validation-state-machine", { name: machineName(plan, [NAME]) });
    this.machineArn = machine.arn;
    this.startOn(plan, restoreTestingPlanArn);
  }

  /** Events of AWS Backup come within five minutes, as well as it can (developer guide, EventBridge). */
  private startOn(plan: Plan, restoreTestingPlanArn: string): void {
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(plan, [NAME], RULE_NAME_MAX_LENGTH),
      description: "A restore test ended: validate what it restored",
      eventPattern: JSON.stringify({
        source: ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        detail: {
          restoreTestingPlanArn: [restoreTestingPlanArn],
          status: ["COMPLETED", "FAILED", "ABORTED"],
        },
      }),
    });
    const start = new Construct(this, "start");
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "validation",
      arn: this.machineArn,
      roleArn: new StartRole(start, { plan, nameParts: [`${NAME}-start`], stateMachineArn: this.machineArn }).arn,
    });
    provides(rule, BACKUP_SUBJECT, "restore-test");
  }
}

/** Of what was backed up it learns whether there is anything; it reads only what restore tests have made. */
function statements({ plan, foundation, stores }: RestoreValidationProps): readonly Statement[] {
  const [tables, buckets] = [stores.get("DynamoDB"), stores.get("S3")];
  const restoredTables = planArn(plan, "dynamodb", `table/${RESTORE_TEST_PREFIX}*`);
  const restoredBuckets = `arn:aws:s3:::${RESTORE_TEST_PREFIX}*`;
  return [
    // Restore jobs are no resources of their own (service authorization reference, AWS Backup).
    { Sid: "Jobs", Action: ["backup:DescribeRestoreJob", "backup:PutRestoreValidationResult"], Resource: "*" },
    ...(stores.has("Aurora")
      ? [
          {
            Sid: "SeeClusters",
            Action: "rds:DescribeDBClusters",
            Resource: planArn(plan, "rds", `cluster:${RESTORE_TEST_PREFIX}*`),
          },
        ]
      : []),
    ...(tables === undefined
      ? []
      : [
          { Sid: "SeeTables", Action: "dynamodb:DescribeTable", Resource: [...tables, restoredTables] },
          { Sid: "ReadRestoredTables", Action: "dynamodb:Scan", Resource: restoredTables },
        ]),
    ...(buckets === undefined
      ? []
      : [
          { Sid: "ListBuckets", Action: "s3:ListBucket", Resource: [...buckets, restoredBuckets] },
          { Sid: "ReadRestoredObjects", Action: "s3:GetObject", Resource: `${restoredBuckets}/*` },
        ]),
    ...(tables === undefined && buckets === undefined
      ? []
      : [
          {
            Sid: "DecryptRestored",
            Action: "kms:Decrypt",
            Resource: foundation.keyArns.data,
            Condition: {
              StringEquals: {
                "kms:ViaService": ["dynamodb", "s3"].map(
                  (service) => `${service}.${plan.environment.region}.amazonaws.com`,
                ),
              },
            },
          },
        ]),
  ];
}
