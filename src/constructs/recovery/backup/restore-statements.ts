import type { BackupType } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import type { RestoreTarget } from "./restore-targets";

export interface RestoreStatementsProps {
  readonly plan: Plan;
  /** Names that what is restored may get, by type; no type that is not restored. */
  readonly targets: ReadonlyMap<BackupType, readonly RestoreTarget[]>;
  readonly regions: readonly string[];
  /** Keys of backups and of what is restored. */
  readonly keyArns: readonly string[];
  /** Aliases of keys that come only with the recovery region's stack. */
  readonly keyAliases: readonly string[];
}

/**
 * What restoring takes: the actions of AWS's own policies for AWS Backup, on resources of certain names. What exists under
 * another name is out of reach.
 */
export function restoreStatements(props: RestoreStatementsProps): readonly Statement[] {
  const { targets } = props;
  const [clusters, tables, buckets] = [targets.get("Aurora"), targets.get("DynamoDB"), targets.get("S3")];
  return [
    ...ofKeys(props),
    ...(clusters === undefined ? [] : ofClusters(props, clusters)),
    ...(tables === undefined ? [] : ofTables(props, tables)),
    ...(buckets === undefined ? [] : ofBuckets(buckets)),
  ];
}

const SERVICES: Readonly<Record<BackupType, string>> = { Aurora: "rds", DynamoDB: "dynamodb", S3: "s3" };

function ofKeys({ plan, regions, targets, keyArns, keyAliases }: RestoreStatementsProps): readonly Statement[] {
  const services = [...targets.keys()].flatMap((type) =>
    regions.map((region) => `${SERVICES[type]}.${region}.amazonaws.com`),
  );
  const known = { sid: "", resource: keyArns, condition: {} };
  const named = {
    sid: "Named",
    resource: regions.map((region) => planArn(plan, "kms", "key/*", region)),
    condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAliases } },
  };
  return (keyAliases.length === 0 ? [known] : [known, named]).flatMap(({ sid, resource, condition }) => [
    {
      Sid: `Use${sid}Keys`,
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: resource,
      Condition: { ...condition, StringEquals: { "kms:ViaService": services } },
    },
    {
      Sid: `See${sid}Keys`,
      Action: "kms:DescribeKey",
      Resource: resource,
      ...(sid === "" ? {} : { Condition: condition }),
    },
    {
      Sid: `LetServicesUse${sid}Keys`,
      Action: "kms:CreateGrant",
      Resource: resource,
      Condition: { ...condition, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ]);
}

function ofClusters(
  { plan, regions }: RestoreStatementsProps,
  targets: readonly RestoreTarget[],
): readonly Statement[] {
  const arns = (resource: string) => regions.map((region) => planArn(plan, "rds", resource, region));
  const restored = targets.flatMap(({ region, name }) =>
    ["cluster", "db"].map((kind) => planArn(plan, "rds", `${kind}:${name}`, region)),
  );
  return [
    {
      Sid: "RestoreClusters",
      Action: [
        "rds:AddTagsToResource",
        "rds:CreateDBInstance",
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:ListTagsForResource",
        "rds:RestoreDBClusterFromSnapshot",
      ],
      Resource: [
        ...restored,
        // What a cluster is made from and put into; none of it is changed.
        ...["cluster-snapshot:awsbackup:*", "subgrp:*", "cluster-pg:*", "pg:*", "og:*"].flatMap(arns),
      ],
    },
    // A restore that fails halfway is taken back.
    { Sid: "TakeBackClusters", Action: ["rds:DeleteDBCluster", "rds:DeleteDBInstance"], Resource: restored },
    { Sid: "SeeSnapshots", Action: "rds:DescribeDBClusterSnapshots", Resource: arns("cluster-snapshot:awsbackup:*") },
    {
      // Descriptions of EC2 know no single resources.
      Sid: "SeeNetwork",
      Action: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
    },
  ];
}

function ofTables({ plan, regions }: RestoreStatementsProps, targets: readonly RestoreTarget[]): readonly Statement[] {
  return [
    {
      Sid: "RestoreTables",
      Action: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:RestoreTableFromAwsBackup",
        "dynamodb:Scan",
        "dynamodb:UpdateItem",
      ],
      Resource: targets.map(({ region, name }) => planArn(plan, "dynamodb", `table/${name}`, region)),
    },
    // A backup from before the advanced features belongs to its table.
    {
      Sid: "ReadTableBackups",
      Action: "dynamodb:RestoreTableFromBackup",
      Resource: regions.map((region) => planArn(plan, "dynamodb", "table/*/backup/*", region)),
    },
  ];
}

function ofBuckets(targets: readonly RestoreTarget[]): readonly Statement[] {
  const buckets = targets.map(({ name }) => `arn:aws:s3:::${name}`);
  return [
    {
      Sid: "RestoreBuckets",
      Action: [
        "s3:CreateBucket",
        "s3:GetBucketLocation",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketVersioning",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketVersioning",
      ],
      Resource: buckets,
    },
    {
      Sid: "RestoreObjects",
      Action: [
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionAcl",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionAcl",
      ],
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
  ];
}
