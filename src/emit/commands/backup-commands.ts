import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws, awsInto } from "./aws";
import { ask, secondsAgo, variable } from "./shell";

/** Jobs are looked for so far back, in seconds: two intervals of the longest, and what came before. */
const LOOK_BACK_SECONDS = 3 * SECONDS_PER_DAY;

/** States of jobs that end without a backup or a copy. */
const CAME_TO_NOTHING = "contains(['FAILED','EXPIRED','ABORTED','PARTIAL'],State)";

export function vaultArn(vault: string, region: string, account: string): string {
  return `arn:aws:backup:${region}:${account}:backup-vault:${vault}`;
}

export function roleArn(role: string, account: string): string {
  return `arn:aws:iam::${account}:role/${role}`;
}

/** Backup jobs of the last three days that did not end well, and why. */
export function unfinishedBackups(vault: string, region: string): string {
  return aws(
    "backup list-backup-jobs",
    {
      "by-backup-vault-name": vault,
      "by-created-after": secondsAgo(LOOK_BACK_SECONDS),
      query: `BackupJobs[?${CAME_TO_NOTHING}].[CreationDate,State,ResourceArn,StatusMessage]`,
      output: "table",
    },
    region,
  );
}

/** Copy jobs of the last three days that did not end well, and why. */
export function unfinishedCopies(source: string, region: string): string {
  return aws(
    "backup list-copy-jobs",
    {
      "by-created-after": secondsAgo(LOOK_BACK_SECONDS),
      query: `CopyJobs[?SourceBackupVaultArn=='${source}' && ${CAME_TO_NOTHING}].[CreationDate,State,ResourceArn,DestinationBackupVaultArn,StatusMessage]`,
      output: "table",
    },
    region,
  );
}

/** The newest backups in a vault. */
export function newestBackups(vault: string, region: string): string {
  return aws(
    "backup list-recovery-points-by-backup-vault",
    {
      "backup-vault-name": vault,
      "by-created-after": secondsAgo(LOOK_BACK_SECONDS),
      query: "reverse(sort_by(RecoveryPoints,&CreationDate))[:20].[CreationDate,Status,ResourceArn,RecoveryPointArn]",
      output: "table",
    },
    region,
  );
}

/** Whether a vault is locked, and who may do what with it. */
export function vaultProtection(vault: string, region: string): string {
  return [
    aws(
      "backup describe-backup-vault",
      {
        "backup-vault-name": vault,
        query:
          "{backups:NumberOfRecoveryPoints,locked:Locked,lockDate:LockDate,shortest:MinRetentionDays,longest:MaxRetentionDays,key:EncryptionKeyArn}",
      },
      region,
    ),
    aws(
      "backup get-backup-vault-access-policy",
      { "backup-vault-name": vault, query: "Policy", output: "text" },
      region,
    ),
  ].join("\n");
}

/** Schedule, windows, retention and copies of a plan, and what it selects. Sets `PLAN`. */
export function planRules(plan: string, region: string): string {
  return [
    awsInto("PLAN", "backup list-backup-plans", `BackupPlansList[?BackupPlanName=='${plan}'].BackupPlanId`, {}, region),
    aws("backup get-backup-plan", { "backup-plan-id": variable("PLAN"), query: "BackupPlan.Rules" }, region),
    aws(
      "backup list-backup-selections",
      { "backup-plan-id": variable("PLAN"), query: "BackupSelectionsList[].[SelectionName,IamRoleArn]" },
      region,
    ),
  ].join("\n");
}

/** Types that AWS Backup may back up in a region, and those that it manages in full. */
export function backupSettings(region: string): string {
  return aws("backup describe-region-settings", {}, region);
}

/** Lets AWS Backup manage backups of DynamoDB in full in a region: without it tables are not copied. */
export function manageTables(region: string): string {
  return aws("backup update-region-settings", { "resource-type-management-preference": "DynamoDB=true" }, region);
}

/** What the role of the jobs may do. Its inline policy is named like its purpose. */
export function rolePolicy(role: string, purpose: string): string {
  return aws("iam get-role-policy", { "role-name": role, "policy-name": purpose, query: "PolicyDocument" }, null);
}

/** Backs one resource up now, for as long as the plan keeps backups: the vault's lock takes nothing else. */
export function backUpNow(vault: string, role: string, retentionDays: number, region: string): string {
  return [
    ask("RESOURCE", "ARN of the store"),
    aws(
      "backup start-backup-job",
      {
        "backup-vault-name": vault,
        "resource-arn": variable("RESOURCE"),
        "iam-role-arn": role,
        lifecycle: `DeleteAfterDays=${retentionDays}`,
      },
      region,
    ),
  ].join("\n");
}

/** Copies one backup now. */
export function copyNow(
  vault: string,
  destination: string,
  role: string,
  retentionDays: number,
  region: string,
): string {
  return [
    ask("POINT", "ARN of the recovery point"),
    aws(
      "backup start-copy-job",
      {
        "recovery-point-arn": variable("POINT"),
        "source-backup-vault-name": vault,
        "destination-backup-vault-arn": destination,
        "iam-role-arn": role,
        lifecycle: `DeleteAfterDays=${retentionDays}`,
      },
      region,
    ),
  ].join("\n");
}

/** The latest restore tests, with what their validation said. Sets `TESTS`. */
export function latestRestoreTests(testingPlan: string, region: string): string {
  return [
    awsInto(
      "TESTS",
      "backup get-restore-testing-plan",
      "RestoreTestingPlan.RestoreTestingPlanArn",
      { "restore-testing-plan-name": testingPlan },
      region,
    ),
    aws(
      "backup list-restore-jobs",
      {
        "by-restore-testing-plan-arn": variable("TESTS"),
        query:
          "reverse(sort_by(RestoreJobs,&CreationDate))[:10].{at:CreationDate,type:ResourceType,restore:Status,message:StatusMessage,validation:ValidationStatus,because:ValidationStatusMessage,job:RestoreJobId}",
      },
      region,
    ),
  ].join("\n");
}

/** When restores are tested, and when they last were. */
export function restoreTestSchedule(testingPlan: string, region: string): string {
  return aws(
    "backup get-restore-testing-plan",
    {
      "restore-testing-plan-name": testingPlan,
      query: "RestoreTestingPlan.{schedule:ScheduleExpression,last:LastExecutionTime,vaults:RecoveryPointSelection}",
    },
    region,
  );
}
