import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { BucketOutputs } from "../core/stack-outputs";
import { logRules } from "./lifecycle-rules";
import { logDeliveryStatements } from "./log-bucket-statements";
import { bucketArn, PrivateBucket } from "./private-bucket";

export interface LogBucket {
  readonly outputs: BucketOutputs;
  /** What must stand before a service can write; null for an existing bucket, whose owner sees to it. */
  readonly policy: S3BucketPolicy | null;
}

/**
 * The plan's log bucket, or the existing one, which lies in the plan's region because load balancers write nowhere
 * else. Ours is encrypted with SSE-S3: load balancers cannot write to a bucket whose default is a KMS key. CloudTrail
 * encrypts its own objects with the logs key all the same, which the trail names.
 */
export function logBucket(scope: Construct, plan: Plan): LogBucket {
  const existing = plan.security.logBucket;
  if (existing !== null) {
    const domainName = `${existing}.s3.${plan.environment.region}.amazonaws.com`;
    return { outputs: { name: existing, arn: bucketArn(existing), domainName }, policy: null };
  }
  return new PrivateBucket(scope, "log", {
    plan,
    purpose: "logs",
    capability: "log-storage",
    keyArn: null,
    lifecycleRules: logRules(plan.security.trailRetentionDays),
    statements: logDeliveryStatements(plan),
  });
}
