import type { BackupType } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";

export interface BackupStatementsProps {
  readonly plan: Plan;
  /** ARNs of the stores by type; no type without stores. */
  readonly stores: ReadonlyMap<BackupType, readonly string[]>;
  /** The vault, and those that get copies. */
  readonly vaultArns: readonly string[];
  /** Regions in which snapshots are made. */
  readonly regions: readonly string[];
  readonly dataKeyArn: string;
  /** Keys of the plan's own vaults. */
  readonly vaultKeyArns: readonly string[];
}

/**
 * What backing up and copying take: the actions of AWS's own policies for AWS Backup, on the plan's stores and vaults
 * instead of the whole account's.
 */
export function backupStatements(props: BackupStatementsProps): readonly Statement[] {
  const { stores } = props;
  const [clusters, tables, buckets] = [stores.get("Aurora"), stores.get("DynamoDB"), stores.get("S3")];
  return [
    ...common(props),
    ...(clusters === undefined ? [] : ofClusters(props, clusters)),
    ...(tables === undefined ? [] : ofTables(props, tables)),
    ...(buckets === undefined ? [] : ofBuckets(props, buckets)),
  ];
}

function common({ vaultArns, dataKeyArn, vaultKeyArns }: BackupStatementsProps): readonly Statement[] {
  const keys = [dataKeyArn, ...vaultKeyArns];
  return [
    { Sid: "Vaults", Action: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"], Resource: vaultArns },
    {
      // Copying knows no single resources at its source, but where it goes to (service authorization reference).
      Sid: "CopyToVaults",
      Action: "backup:CopyFromBackupVault",
      Resource: "*",
      Condition: { "ForAllValues:ArnEquals": { "backup:CopyTargets": vaultArns } },
    },
    // Tags of what is backed up are read for all types at once.
    { Sid: "ReadTags", Action: "tag:GetResources", Resource: "*" },
    { Sid: "SeeKeys", Action: "kms:DescribeKey", Resource: keys },
    {
      Sid: "LetServicesUseKeys",
      Action: "kms:CreateGrant",
      Resource: keys,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function ofClusters({ plan, regions }: BackupStatementsProps, clusters: readonly string[]): readonly Statement[] {
  const own = planArn(plan, "rds", "cluster-snapshot:awsbackup:*");
  const everywhere = regions.map((region) => planArn(plan, "rds", "cluster-snapshot:awsbackup:*", region));
  return [
    {
      Sid: "SeeClusters",
      Action: ["rds:DescribeDBClusters", "rds:DescribeDBClusterAutomatedBackups", "rds:ListTagsForResource"],
      Resource: [
        ...clusters,
        // Automated backups go by an id that AWS draws.
        planArn(plan, "rds", "cluster-auto-backup:*"),
      ],
    },
    {
      Sid: "SeeSnapshots",
      Action: ["rds:DescribeDBClusterSnapshots", "rds:ListTagsForResource"],
      Resource: [...clusters, ...everywhere],
    },
    { Sid: "TakeSnapshots", Action: "rds:CreateDBClusterSnapshot", Resource: [...clusters, own] },
    {
      Sid: "KeepSnapshots",
      Action: [
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:ModifyDBClusterSnapshotAttribute",
      ],
      Resource: everywhere,
    },
  ];
}

function ofTables(
  { plan, dataKeyArn, regions }: BackupStatementsProps,
  tables: readonly string[],
): readonly Statement[] {
  return [
    {
      Sid: "BackTablesUp",
      Action: [
        "dynamodb:CreateBackup",
        "dynamodb:DescribeTable",
        "dynamodb:ListTagsOfResource",
        "dynamodb:StartAwsBackupJob",
      ],
      Resource: tables,
    },
    {
      Sid: "KeepTableBackups",
      Action: ["dynamodb:DescribeBackup", "dynamodb:DeleteBackup"],
      Resource: tables.map((table) => `${table}/backup/*`),
    },
    useKey("ReadTables", "dynamodb", ["kms:Decrypt", "kms:GenerateDataKey"], { plan, dataKeyArn, regions }),
  ];
}

function ofBuckets(
  { plan, dataKeyArn, regions }: BackupStatementsProps,
  buckets: readonly string[],
): readonly Statement[] {
  return [
    {
      Sid: "WatchBuckets",
      Action: [
        "s3:GetBucketAcl",
        "s3:GetBucketLocation",
        "s3:GetBucketNotification",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetInventoryConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketNotification",
        "s3:PutInventoryConfiguration",
      ],
      Resource: buckets,
    },
    {
      Sid: "ReadObjects",
      Action: [
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
      ],
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
    // Lists and metrics know no single resources.
    {
      Sid: "ListBuckets",
      Action: ["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"],
      Resource: "*",
    },
    {
      // AWS Backup hears of new objects by rules that it makes and names itself.
      Sid: "HearOfObjects",
      Action: [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:DisableRule",
        "events:EnableRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      Resource: planArn(plan, "events", "rule/AwsBackupManagedRule*"),
    },
    {
      // Recovery points go by an id that AWS draws.
      Sid: "TagBackups",
      Action: "backup:TagResource",
      Resource: planArn(plan, "backup", "recovery-point:*"),
    },
    useKey("DecryptObjects", "s3", ["kms:Decrypt"], { plan, dataKeyArn, regions }),
  ];
}

type KeyUse = Pick<BackupStatementsProps, "plan" | "dataKeyArn" | "regions">;

/** The data key, through the service whose data it encrypts and in no other way. */
function useKey(sid: string, service: string, actions: readonly string[], { dataKeyArn, regions }: KeyUse): Statement {
  return {
    Sid: sid,
    Action: actions,
    Resource: dataKeyArn,
    Condition: { StringEquals: { "kms:ViaService": regions.map((region) => `${service}.${region}.amazonaws.com`) } },
  };
}
