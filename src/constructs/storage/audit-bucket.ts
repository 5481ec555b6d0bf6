import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import type { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { auditAccessStatements, foreignAuditorStatements, trailDeliveryStatements } from "./audit-bucket-statements";
import { auditLogRules, queryResultRules } from "./lifecycle-rules";
import { LOG_PREFIXES } from "./log-prefixes";
import { bucketName, PrivateBucket } from "./private-bucket";

const SUBJECT = { kind: "plan", name: "storage" } as const;

export interface AuditBucketProps {
  readonly plan: Plan;
  readonly logsKeyArn: string;
  /** Takes the access logs: who asked for which audit log. */
  readonly logBucketName: string;
}

/**
 * The bucket of audit logs: encrypted with the logs key, locked for as long as they are kept, read by the auditors that
 * the plan names and by nobody else, deleted from by nobody at all.
 */
export function auditBucket(scope: Construct, props: AuditBucketProps): PrivateBucket {
  const { plan, logsKeyArn } = props;
  const { auditLog, trailRetentionDays } = plan.security;
  const bucket = new PrivateBucket(scope, "audit_log", {
    plan,
    purpose: "audit",
    capability: "log-storage",
    keyArn: logsKeyArn,
    lifecycleRules: auditLogRules(trailRetentionDays),
    statements: [
      ...trailDeliveryStatements(plan, bucketName(plan, "audit")),
      ...foreignAuditorStatements(plan, bucketName(plan, "audit")),
      ...auditAccessStatements(plan, bucketName(plan, "audit")),
    ],
    lock: { mode: auditLog.objectLock, days: trailRetentionDays },
  });
  if (bucket.lock !== null) provides(bucket.lock, SUBJECT, "log-protection");
  provides(bucket.policy, SUBJECT, "log-protection");
  accessLogs(bucket, "audit", props);
  return bucket;
}

/** Where Athena writes what auditors ask: as closed as the logs themselves, and gone after a month. */
export function queryResultBucket(scope: Construct, props: AuditBucketProps): PrivateBucket {
  const { plan, logsKeyArn } = props;
  const bucket = new PrivateBucket(scope, "results", {
    plan,
    purpose: "audit-results",
    capability: "audit-query",
    keyArn: logsKeyArn,
    lifecycleRules: queryResultRules(),
    statements: auditAccessStatements(plan, bucketName(plan, "audit-results")),
  });
  accessLogs(bucket, "audit-results", props);
  return bucket;
}

function accessLogs(bucket: PrivateBucket, purpose: string, { logBucketName }: AuditBucketProps): void {
  new S3BucketLoggingA(bucket, "bucket_access_logs", {
    bucket: bucket.outputs.name,
    targetBucket: logBucketName,
    targetPrefix: `${LOG_PREFIXES.s3}/${purpose}/`,
  });
}
