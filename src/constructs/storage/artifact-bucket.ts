import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import type { BucketOutputs } from "../core/stack-outputs";
import { artifactRules } from "./lifecycle-rules";
import type { LogBucket } from "./log-bucket";
import { LOG_PREFIXES } from "./log-prefixes";
import { PrivateBucket } from "./private-bucket";

/** Bucket for what pipelines hand from stage to stage; who reads and writes it is logged. */
export function artifactBucket(scope: Construct, plan: Plan, keyArn: string, logs: LogBucket): BucketOutputs {
  const bucket = new PrivateBucket(scope, "artifact", {
    plan,
    purpose: "artifacts",
    capability: "artifact-storage",
    keyArn,
    lifecycleRules: artifactRules(),
    statements: [],
  });
  new S3BucketLoggingA(bucket, "bucket_access_logs", {
    bucket: bucket.outputs.name,
    targetBucket: logs.outputs.name,
    targetPrefix: `${LOG_PREFIXES.s3}/artifacts/`,
    ...(logs.policy === null ? {} : { dependsOn: [logs.policy] }),
  });
  return bucket.outputs;
}
