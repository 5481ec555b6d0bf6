import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { policyDocument } from "../core/policy";
import { regionArgument } from "../core/region-argument";
import { stateRules } from "../storage/lifecycle-rules";
import { tlsOnly } from "../storage/private-bucket";
import { STATE_SUBJECT } from "./pipeline-subject";

export interface StateBucketProps {
  readonly plan: Plan;
  readonly name: string;
  readonly region: string;
  readonly keyArn: string;
}

/**
 * The bucket of Terraform's state: every version kept for a while, encrypted, closed to the public, reached by TLS only. A
 * lock is an object in it, so that Object Lock is none. It stands before any bucket that could take its access logs.
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, { plan, name, region, keyArn }: StateBucketProps) {
    super(scope, id);
    const place = regionArgument(plan, region);
    const created = new S3Bucket(this, "bucket", {
      ...place,
      bucket: name,
      tags: { Name: name },
      lifecycle: { preventDestroy: true },
    });
    const { bucket } = created;
    new S3BucketOwnershipControls(this, "bucket_ownership", {
      ...place,
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const accessBlock = new S3BucketPublicAccessBlock(this, "bucket_public_access_block", {
      ...place,
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "bucket_encryption", {
      ...place,
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          bucketKeyEnabled: true,
        },
      ],
    });
    const versioning = new S3BucketVersioningA(this, "bucket_versioning", {
      ...place,
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "bucket_lifecycle", {
      ...place,
      bucket,
      rule: [...stateRules()],
      // Rules on noncurrent versions presuppose versions.
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, "bucket_policy", {
      ...place,
      bucket,
      policy: policyDocument(tlsOnly(name)),
      // S3 refuses two concurrent changes of a bucket's policy settings.
      dependsOn: [accessBlock],
    });
    provides(created, STATE_SUBJECT, "state-storage");
    playsRole(created, STATE_SUBJECT, "state-bucket", { name, region });
  }
}
