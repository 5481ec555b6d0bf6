import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { ALL_OBJECTS } from "../../model/all-objects";
import type { S3Store } from "../../model/plan";
import { wholeDays } from "../../model/retention";
import { policyDocument, type Statement } from "../core/policy";
import type { S3Outputs } from "../core/stack-outputs";
import { objectRules } from "../storage/lifecycle-rules";
import { LOG_PREFIXES } from "../storage/log-prefixes";
import { bucketArn, tlsOnly } from "../storage/private-bucket";
import { storeBucketName } from "./store-names";
import type { StoreProps } from "./store-props";
import { storeSubject } from "./store-subject";

/**
 * A bucket for the objects of services: versioned, encrypted with the data key, over TLS only, its reads and writes
 * logged, and never deleted by Terraform. Private unless the plan says that anybody may read.
 */
export class S3StoreBucket extends Construct {
  readonly outputs: S3Outputs;
  /** Replication waits for it: S3 refuses a bucket without versions at either end. */
  readonly versioning: S3BucketVersioningA;

  constructor(scope: Construct, id: string, props: StoreProps<S3Store>) {
    super(scope, id);
    const { plan, store } = props;
    const name = storeBucketName(plan, store);
    const created = new S3Bucket(this, "bucket", {
      bucket: name,
      objectLockEnabled: store.objectLock !== undefined,
      tags: { Name: name, classification: store.data.classification },
      lifecycle: { preventDestroy: true },
    });
    const bucket = created.bucket;
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    this.protect(bucket, name, props);
    this.expire(bucket, props);
    this.observe(bucket, props);
    provides(created, storeSubject(store), "object-storage");
    playsRole(created, storeSubject(store), "s3-store", { bucket: name });
    this.outputs = {
      engine: store.engine,
      name: store.name,
      bucketName: name,
      bucketArn: created.arn,
      filterId: ALL_OBJECTS,
      keyArn: store.publicRead ? null : props.foundation.keyArns.data,
    };
  }

  private protect(bucket: string, name: string, { store, foundation }: StoreProps<S3Store>): void {
    const closed = !store.publicRead;
    const accessBlock = new S3BucketPublicAccessBlock(this, "public_access_block", {
      bucket,
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: closed,
      restrictPublicBuckets: closed,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument(tlsOnly(name), ...(closed ? [] : [anybodyReads(name)])),
      // S3 refuses two concurrent changes of a bucket's policy settings.
      dependsOn: [accessBlock],
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          // Readers without an identity cannot use a KMS key.
          applyServerSideEncryptionByDefault: closed
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: foundation.keyArns.data }
            : { sseAlgorithm: "AES256" },
          ...(closed ? { bucketKeyEnabled: true } : {}),
        },
      ],
    });
  }

  private expire(bucket: string, { store }: StoreProps<S3Store>): void {
    const { retention } = store.data;
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [...objectRules(retention === undefined ? null : wholeDays(retention))],
      // Rules on noncurrent versions presuppose versions.
      dependsOn: [this.versioning],
    });
    if (store.objectLock === undefined) return;
    const { mode, retention: locked } = store.objectLock;
    new S3BucketObjectLockConfigurationA(this, "object_lock", {
      bucket,
      rule: { defaultRetention: { mode: mode.toUpperCase(), days: wholeDays(locked) } },
      dependsOn: [this.versioning],
    });
  }

  private observe(bucket: string, { foundation, store }: StoreProps<S3Store>): void {
    new S3BucketLoggingA(this, "logging", {
      bucket,
      targetBucket: foundation.logBucket.name,
      targetPrefix: `${LOG_PREFIXES.s3}/${store.name}/`,
    });
    // Request metrics cost a little per metric; without them nothing tells of failing requests.
    new S3BucketMetric(this, "request_metrics", { bucket, name: ALL_OBJECTS });
  }
}

function anybodyReads(name: string): Statement {
  return { Sid: "AnybodyReads", Principal: "*", Action: "s3:GetObject", Resource: `${bucketArn(name)}/*` };
}
