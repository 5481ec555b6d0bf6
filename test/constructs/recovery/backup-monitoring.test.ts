import { blueprintPlan } from "../../support/blueprint-plan";
import { synthIncidentStack } from "../../support/data-incident-stacks";
import { type Json, synthRecovery, withoutRegion, withRegionAndBucket } from "../../support/recovery-stack";

const ALARM = "aws_cloudwatch_metric_alarm.store_backups_monitoring";
const NAME = "ecommerce-operational-excellence-production";

describe("alarms on backups", () => {
  const full = synthRecovery((tree) => {
    withRegionAndBucket(tree);
    tree.requirements.recovery = { rpo: "6h", rto: "24h" };
  });

  it("go off when two intervals pass without a backup of a type", () => {
    expect(full.at(`${ALARM}_no_dynamodb_backup`)).toMatchObject({
      namespace: "AWS/Backup",
      metric_name: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: `${NAME}-backup`, ResourceType: "DynamoDB" },
      statistic: "Sum",
      // Four hours: the longest that with an hour for the copy stays within six.
      period: 14_400,
      evaluation_periods: 2,
      datapoints_to_alarm: 2,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
      alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:high"],
    });
    expect(Object.keys(full.all("aws_cloudwatch_metric_alarm"))).toEqual([
      "store_backups_monitoring_no_aurora_backup",
      "store_backups_monitoring_no_backup_copy",
      "store_backups_monitoring_no_dynamodb_backup",
      "store_backups_monitoring_no_s3_backup",
      "store_backups_monitoring_restore_test_failed",
    ]);
  });

  it("watch the copies from where they are needed", () => {
    expect(full.at(`${ALARM}_no_backup_copy`)).toMatchObject({
      region: "eu-central-1",
      metric_name: "NumberOfRecoveryPointsCompleted",
      dimensions: { BackupVaultName: `${NAME}-copies` },
      alarm_actions: ["arn:aws:sns:eu-central-1:111122223333:high"],
    });
    expect(synthRecovery(withoutRegion).all("aws_cloudwatch_metric_alarm")).not.toHaveProperty(
      "store_backups_monitoring_no_backup_copy",
    );
  });

  it("all lead to the runbook on backups, and open the ticket of objectives at risk", () => {
    expect(full.evidence.alarms).toHaveLength(5);
    for (const { runbook, ticket, severity } of full.evidence.alarms) {
      expect([runbook, ticket, severity]).toEqual(["backup-failure", "recovery_objective_at_risk", "high"]);
    }
  });

  it("hear of validations that fail", () => {
    expect(full.at(`${ALARM}_restore_test_failed`)).toMatchObject({
      namespace: "AWS/States",
      metric_name: "ExecutionsFailed",
      dimensions: {
        StateMachineArn: "$" + "{aws_sfn_state_machine.store_backups_restore_validation_machine.arn}",
      },
      threshold: 1,
      treat_missing_data: "notBreaching",
    });
  });
});

describe("events of AWS Backup", () => {
  const incident = synthIncidentStack(blueprintPlan("production"));
  const vault = `arn:aws:backup:eu-west-1:111122223333:backup-vault:${NAME}-backup`;

  it.each([
    [
      "backup_failed",
      {
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["FAILED", "EXPIRED", "ABORTED"], backupVaultArn: [vault] },
      },
    ],
    [
      "backup_copy_failed",
      { "detail-type": ["Copy Job State Change"], detail: { state: ["FAILED"], sourceBackupVaultArn: [vault] } },
    ],
  ])("%s tell people, and open a ticket for the store", (id, pattern) => {
    const rule = incident.at(`aws_cloudwatch_event_rule.${id}_rule`);
    expect(JSON.parse(rule.event_pattern)).toEqual({ source: ["aws.backup"], ...pattern });
    const target = incident.at(`aws_cloudwatch_event_target.${id}_ticket_target`);
    expect(target.input_transformer.input_template).toContain(
      '"ticket":"recovery_objective_at_risk","subject":[<resource>]',
    );
  });

  it("are not listened to when nothing is backed up", () => {
    const none = synthIncidentStack(
      blueprintPlan("production", (tree) => {
        for (const store of tree.dataStores)
          if (["aurora-postgresql", "dynamodb"].includes(store.engine)) store.backup = false;
      }),
    );
    expect(none.all("aws_cloudwatch_event_rule")).not.toHaveProperty("backup_failed_rule");
  });
});

describe("rules of AWS Config on backups", () => {
  const RULE = "aws_config_config_rule.store_backups_rule";
  const parameters = (rule: Json) => JSON.parse(rule.input_parameters);
  const full = synthRecovery((tree) => {
    withRegionAndBucket(tree);
    tree.requirements.recovery = { rpo: "6h", rto: "24h" };
  });

  it("judge each store by name", () => {
    const backed = full.at(`${RULE}_aurora_resources_protected_by_backup_plan_orders`);
    expect(backed.source.source_identifier).toBe("AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN");
    expect(parameters(backed)).toEqual({
      resourceId: "cluster-1",
      crossRegionList: "eu-central-1",
      backupVaultLockCheck: "True",
    });
    expect(parameters(full.at(`${RULE}_dynamodb_last_backup_recovery_point_created_catalog`))).toEqual({
      resourceId: "catalog",
      recoveryPointAgeValue: "8",
      recoveryPointAgeUnit: "hours",
    });
    expect(parameters(full.at(`${RULE}_s3_meets_restore_time_target_receipts`))).toEqual({
      resourceId: "receipts",
      maxRestoreTime: "1440",
    });
  });

  it("judge the plan with the snapshots and the vault, not others of the account", () => {
    const frequency = full.at(`${RULE}_backup_plan_min_frequency_and_min_retention_check`);
    expect(parameters(frequency)).toEqual({
      requiredFrequencyUnit: "hours",
      requiredFrequencyValue: "4",
      requiredRetentionDays: "35",
    });
    expect(frequency.scope).toEqual({
      compliance_resource_types: ["AWS::Backup::BackupPlan"],
      compliance_resource_id: "$" + "{aws_backup_plan.store_backups_plan_snapshots.id}",
    });
    expect(parameters(full.at(`${RULE}_backup_recovery_point_manual_deletion_disabled`))).toEqual({
      principalArnList: "arn:aws:iam::111122223333:root",
    });
  });

  it("begin once there are backups to judge, and are left out where the plan or AWS has none", () => {
    expect(full.at(`${RULE}_backup_recovery_point_encrypted`).depends_on).toContain(
      "aws_backup_selection.store_backups_plan_snapshots_selection",
    );
    const off = synthRecovery((tree) => {
      tree.security = { configRules: false };
    });
    expect(off.all("aws_config_config_rule")).toEqual({});
    const calgary = synthRecovery((tree) => {
      tree.environments.production.region = "ca-west-1";
    });
    expect(calgary.all("aws_config_config_rule")).toEqual({});
  });
});
