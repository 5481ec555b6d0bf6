import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Capability } from "../../model/capabilities";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { policyDocument, type Statement } from "../core/policy";
import type { BucketOutputs } from "../core/stack-outputs";

/** S3's limit on a bucket's name. */
const BUCKET_NAME_MAX_LENGTH = 63;

/** Object Lock, which a bucket can be given only when it is made. `none` prepares it without locking anything. */
export interface BucketLock {
  readonly mode: Plan["security"]["auditLog"]["objectLock"];
  readonly days: number;
}

export interface PrivateBucketProps {
  readonly plan: Plan;
  readonly purpose: "logs" | "artifacts" | "audit" | "audit-results";
  readonly capability: Capability;
  /** Key for SSE-KMS; null for SSE-S3. */
  readonly keyArn: string | null;
  readonly lifecycleRules: readonly S3BucketLifecycleConfigurationRule[];
  /** What the bucket's policy allows, beside refusing connections without TLS. */
  readonly statements: readonly Statement[];
  /** @default no Object Lock, now or later */
  readonly lock?: BucketLock;
}

/** A versioned, encrypted bucket that only its owner reaches, over TLS, and that Terraform never deletes. */
export class PrivateBucket extends Construct {
  readonly outputs: BucketOutputs;
  readonly policy: S3BucketPolicy;
  /** The name as text, where a token would be of no use. */
  readonly literalName: string;
  /** null where nothing is locked. */
  readonly lock: S3BucketObjectLockConfigurationA | null;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { plan, purpose } = props;
    const name = bucketName(plan, purpose);
    const created = new S3Bucket(this, "bucket", {
      bucket: name,
      ...(props.lock === undefined ? {} : { objectLockEnabled: true }),
      tags: { Name: name },
      lifecycle: { preventDestroy: true },
    });
    const bucket = created.bucket;
    new S3BucketOwnershipControls(this, "bucket_ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const accessBlock = new S3BucketPublicAccessBlock(this, "bucket_public_access_block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.encrypt(bucket, props.keyArn);
    const versioning = new S3BucketVersioningA(this, "bucket_versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "bucket_lifecycle", {
      bucket,
      rule: [...props.lifecycleRules],
      // Rules on noncurrent versions presuppose versions.
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, "bucket_policy", {
      bucket,
      policy: policyDocument(tlsOnly(name), ...props.statements),
      // S3 refuses two concurrent changes of a bucket's policy settings.
      dependsOn: [accessBlock],
    });
    this.lock = props.lock === undefined ? null : this.lockVersions(bucket, props.lock, versioning);
    const subject = { kind: "plan", name: "storage" } as const;
    provides(created, subject, props.capability);
    playsRole(created, subject, "bucket", { purpose, name });
    this.literalName = name;
    this.outputs = { name: bucket, arn: created.arn, domainName: created.bucketRegionalDomainName };
  }

  private lockVersions(
    bucket: string,
    { mode, days }: BucketLock,
    versioning: S3BucketVersioningA,
  ): S3BucketObjectLockConfigurationA | null {
    if (mode === "none") return null;
    return new S3BucketObjectLockConfigurationA(this, "bucket_object_lock", {
      bucket,
      rule: { defaultRetention: { mode: mode.toUpperCase(), days } },
      dependsOn: [versioning],
    });
  }

  private encrypt(bucket: string, keyArn: string | null): void {
    const byDefault =
      keyArn === null ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };
    new S3BucketServerSideEncryptionConfigurationA(this, "bucket_encryption", {
      bucket,
      // A bucket key spares a KMS call per object; without KMS it means nothing.
      rule: [{ applyServerSideEncryptionByDefault: byDefault, ...(keyArn === null ? {} : { bucketKeyEnabled: true }) }],
    });
  }
}

/** Bucket names are shared by all of AWS: the account makes them the owner's own. */
export function bucketName(plan: Plan, purpose: PrivateBucketProps["purpose"]): string {
  return resourceName(plan, [purpose, plan.environment.account], BUCKET_NAME_MAX_LENGTH);
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

/** Refuses connections without TLS, whoever asks. */
export function tlsOnly(name: string): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn(name), `${bucketArn(name)}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
