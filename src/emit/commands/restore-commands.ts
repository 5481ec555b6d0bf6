import type { HandlesOf } from "../../evidence/evidence";
import { awsName } from "../../model/names";
import type { DynamodbStore, Plan } from "../../model/plan";
import type { EmitContext } from "../emit-context";
import { aws, awsInto } from "./aws";
import { assign, expression, variable } from "./shell";

type Vault = HandlesOf<"backup-vault">;

/** What restores are started with. */
export interface BackupVaults {
  /** Vault of the plan's own region, then that of the recovery region. */
  readonly here: Vault | null;
  readonly there: Vault | null;
  /** ARN of the role that AWS Backup restores with; null where none was generated. */
  readonly restoreRoleArn: string | null;
}

export function backupVaults({ index, account, region }: EmitContext): BackupVaults {
  const vaults = index.byRole("backup-vault").map(({ handles }) => handles);
  const role = index.byRole("backup-role").find(({ handles }) => handles.purpose === "restore");
  return {
    here: vaults.find((vault) => vault.region === region) ?? null,
    there: vaults.find((vault) => vault.region !== region) ?? null,
    restoreRoleArn: role === undefined ? null : `arn:aws:iam::${account}:role/${role.handles.name}`,
  };
}

/** What AWS Backup knows a store by: its type, and how its ARN ends in whatever region it stood. */
export interface BackedUpResource {
  readonly type: "Aurora" | "DynamoDB" | "S3";
  readonly arnEnd: string;
}

/** The newest recovery points of a vault. */
export function recoveryPoints({ name, region }: Vault): string {
  return aws(
    "backup list-recovery-points-by-backup-vault",
    {
      "backup-vault-name": name,
      query: "reverse(sort_by(RecoveryPoints,&CreationDate))[:20].[CreationDate,Status,ResourceType,ResourceArn]",
      output: "table",
    },
    region,
  );
}

/**
 * ARN of the newest complete recovery point of a resource. Pages are printed one after the other, so that the shell has to
 * sort; dates in text sort as they are.
 */
export function newestRecoveryPoint(held: string, { type, arnEnd }: BackedUpResource, { name, region }: Vault): string {
  const list = aws(
    "backup list-recovery-points-by-backup-vault",
    {
      "backup-vault-name": name,
      "by-resource-type": type,
      query: `RecoveryPoints[?Status=='COMPLETED' && ends_with(ResourceArn,'${arnEnd}')].[CreationDate,RecoveryPointArn]`,
      output: "text",
    },
    region,
  );
  return assign(held, `${list} |\n  sort | tail -n 1 | cut -f 2`);
}

/** ARN of the key that restored data is encrypted with, in `$KEY`. */
export function keyByAlias(alias: string, region: string): string {
  return awsInto("KEY", "kms describe-key", "KeyMetadata.Arn", { "key-id": alias }, region);
}

/** Restores `$POINT` into a new table (AWS Backup developer guide, "Restore a DynamoDB table"). */
export function restoreTableBackup(table: string, roleArn: string, region: string): string {
  return startRestore("DynamoDB", `targetTableName=${table},encryptionType=KMS,kmsMasterKeyArn=$KEY`, roleArn, region);
}

/**
 * Restores `$POINT` into a bucket that is there already; objects of the same version are skipped (AWS Backup developer
 * guide, "Restore S3 data").
 */
export function restoreBucketBackup(bucket: string, roleArn: string, region: string): string {
  const metadata = `DestinationBucketName=${bucket},NewBucket=false,Encrypted=true,EncryptionType=SSE-KMS,KMSKey=$KEY`;
  return startRestore("S3", metadata, roleArn, region);
}

function startRestore(type: BackedUpResource["type"], metadata: string, roleArn: string, region: string): string {
  return awsInto(
    "JOB",
    "backup start-restore-job",
    "RestoreJobId",
    {
      "recovery-point-arn": variable("POINT"),
      "resource-type": type,
      "iam-role-arn": roleArn,
      metadata: expression(`"${metadata}"`),
    },
    region,
  );
}

/** Waits for `$JOB`, and says how it ended, what it made and how long it took. */
export function awaitRestore(region: string): string {
  const job = { "restore-job-id": variable("JOB") };
  const status = aws("backup describe-restore-job", { ...job, query: "Status", output: "text" }, region);
  return [
    `until ${status} | grep -Eqx 'COMPLETED|FAILED|ABORTED'; do sleep 30; done`,
    aws(
      "backup describe-restore-job",
      { ...job, query: "[Status,StatusMessage,CreatedResourceArn,CreationDate,CompletionDate]" },
      region,
    ),
  ].join("\n");
}

/** The newest restores, each with its length: what an exercise or a restore test measured. */
export function restoreLengths(region: string): string {
  return aws(
    "backup list-restore-jobs",
    {
      "by-status": "COMPLETED",
      query:
        "reverse(sort_by(RestoreJobs,&CreationDate))[:10].[ResourceType,CreationDate,CompletionDate,ValidationStatus]",
      output: "table",
    },
    region,
  );
}

/**
 * Name that a table is restored under in a recovery region where nothing stands before. Services there know it by this
 * name: the word `recovery` comes before the store's, as in every name of that region. DynamoDB allows 255 characters.
 */
export function restoredTableName({ name, environment }: Plan, store: Pick<DynamodbStore, "name">): string {
  return awsName([name, environment.name, "recovery", store.name], 255);
}
