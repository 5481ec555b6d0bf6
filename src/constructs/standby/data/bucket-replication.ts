import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import { ALL_OBJECTS } from "../../../model/all-objects";
import type { Plan, S3Store } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { policyDocument, type Statement, undocumentedTrustPolicy } from "../../core/policy";
import { regionArgument } from "../../core/region-argument";
import type { S3Outputs } from "../../core/stack-outputs";
import { storeSubject } from "../../data/store-subject";

/** S3 Replication Time Control knows this one threshold (S3 user guide, "Replication configuration with S3 RTC"). */
const REPLICATION_MINUTES = 15;

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

export interface ReplicatedBucket {
  readonly region: string;
  readonly bucket: S3Outputs;
}

export interface BucketReplicationProps {
  /** Of the recovery region, whose stack this is. */
  readonly plan: Plan;
  readonly store: S3Store;
  readonly from: ReplicatedBucket;
  readonly to: ReplicatedBucket;
  /** Both buckets are written to: changes of what was replicated go back as well. */
  readonly bothWays: boolean;
  /** Last word of the role's name. */
  readonly purpose: "replication" | "return";
  readonly after: readonly ITerraformDependable[];
}

/**
 * New objects of one bucket into another, within 15 minutes. Deletions stay where they are made: a bucket that was
 * emptied by mistake or by an intruder is whole in the other region.
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { plan, store, from, to, bothWays } = props;
    const role = this.role(props);
    const { keyArn } = to.bucket;
    const configuration = new S3BucketReplicationConfigurationA(this, "configuration", {
      ...regionArgument(plan, from.region),
      bucket: from.bucket.bucketName,
      role: role.arn,
      rule: [
        {
          id: ALL_OBJECTS,
          priority: 0,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          ...selection(from.bucket.keyArn !== null, bothWays),
          destination: {
            bucket: to.bucket.bucketArn,
            replicationTime: { status: "Enabled", time: { minutes: REPLICATION_MINUTES } },
            metrics: { status: "Enabled", eventThreshold: { minutes: REPLICATION_MINUTES } },
            ...(keyArn === null ? {} : { encryptionConfiguration: { replicaKmsKeyId: keyArn } }),
          },
        },
      ],
      dependsOn: [role.policy, ...props.after],
    });
    provides(configuration, storeSubject(store), "replication");
  }

  private role({ plan, store, from, to, purpose }: BucketReplicationProps) {
    const name = resourceName(plan, [store.name, purpose], ROLE_NAME_MAX_LENGTH);
    const role = new IamRole(this, "role", {
      name,
      description: `S3, replication of the store ${store.name} into ${to.region}`,
      // The S3 user guide's trust for replication has no condition, and a role that S3 cannot take only shows as objects
      // that are never copied (AssumeRoleNotPermitted, "Amazon S3 replication failure reasons").
      assumeRolePolicy: undocumentedTrustPolicy("s3.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name,
      role: role.name,
      policy: policyDocument(...replicationStatements(from, to)),
    });
    return { arn: role.arn, policy };
  }
}

function selection(encrypted: boolean, bothWays: boolean) {
  if (!encrypted && !bothWays) return {};
  return {
    sourceSelectionCriteria: {
      ...(encrypted ? { sseKmsEncryptedObjects: { status: "Enabled" } } : {}),
      ...(bothWays ? { replicaModifications: { status: "Enabled" } } : {}),
    },
  };
}

/** What the S3 user guide asks for ("Setting up permissions for live replication"), for these two buckets alone. */
function replicationStatements(from: ReplicatedBucket, to: ReplicatedBucket): readonly Statement[] {
  return [
    {
      Sid: "ReadConfiguration",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: from.bucket.bucketArn,
    },
    {
      Sid: "ReadVersions",
      Action: [
        "s3:GetObjectLegalHold",
        "s3:GetObjectRetention",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionTagging",
      ],
      Resource: `${from.bucket.bucketArn}/*`,
    },
    {
      Sid: "WriteReplicas",
      Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
      Resource: `${to.bucket.bucketArn}/*`,
    },
    ...keyStatement("DecryptObjects", ["kms:Decrypt"], from),
    ...keyStatement("EncryptReplicas", ["kms:Encrypt", "kms:GenerateDataKey"], to),
  ];
}

/** With a bucket key the encryption context is the bucket, without one the object. */
function keyStatement(
  sid: string,
  actions: readonly string[],
  { region, bucket }: ReplicatedBucket,
): readonly Statement[] {
  if (bucket.keyArn === null) return [];
  return [
    {
      Sid: sid,
      Action: actions,
      Resource: bucket.keyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket.bucketArn, `${bucket.bucketArn}/*`] },
      },
    },
  ];
}
