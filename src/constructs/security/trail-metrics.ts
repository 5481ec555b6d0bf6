import type { Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import { bucketName } from "../storage/private-bucket";
import { separateAuditBucket } from "../storage/separate-audit-bucket";

/** Something in the audit trail that a person should hear of. */
export interface TrailMetric {
  /** Also the words of its alarm's name: `root-use`. */
  readonly name: string;
  readonly metricName: string;
  readonly severity: Severity;
  /** What happened, in words, without a full stop. */
  readonly words: string;
  /** Events within five minutes that raise the alarm. */
  readonly threshold: number;
  /** CloudWatch Logs filter pattern, 1,024 characters at most. */
  readonly pattern: string;
}

/** CloudWatch namespace of the metrics below. They have no dimensions. */
export function trailMetricNamespace(plan: Plan): string {
  return `opsplan/${plan.name}/${plan.environment.name}/security`;
}

/**
 * What is counted in the audit trail. The patterns are those of the CIS AWS Foundations Benchmark 1.4, section 4, as
 * Security Hub's CloudWatch controls check them. Denied calls come in small numbers from every console session, so
 * they need ten within five minutes; anything else counts from the first. Changes to groups, lists and routes are
 * also made by every deployment of the network, hence `low`.
 */
export const TRAIL_METRICS: readonly TrailMetric[] = [
  {
    name: "root-use",
    metricName: "RootUse",
    severity: "critical",
    words: "the account's root user was used",
    threshold: 1,
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  },
  {
    name: "unauthorized-calls",
    metricName: "UnauthorizedCalls",
    severity: "medium",
    words: "API calls were denied",
    threshold: 10,
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  },
  {
    name: "console-without-mfa",
    metricName: "ConsoleWithoutMfa",
    severity: "high",
    words: "an IAM user signed in to the console without a second factor",
    threshold: 1,
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  {
    name: "iam-changes",
    metricName: "IamChanges",
    severity: "medium",
    words: "an IAM policy was changed, attached or detached",
    threshold: 1,
    pattern: events(null, [
      "DeleteGroupPolicy",
      "DeleteRolePolicy",
      "DeleteUserPolicy",
      "PutGroupPolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "CreatePolicy",
      "DeletePolicy",
      "CreatePolicyVersion",
      "DeletePolicyVersion",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "AttachUserPolicy",
      "DetachUserPolicy",
      "AttachGroupPolicy",
      "DetachGroupPolicy",
    ]),
  },
  {
    name: "trail-changes",
    metricName: "TrailChanges",
    severity: "high",
    words: "a CloudTrail trail was created, changed, stopped or deleted",
    threshold: 1,
    pattern: events(null, ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]),
  },
  {
    name: "key-deletion",
    metricName: "KeyDeletion",
    severity: "critical",
    words: "a KMS key was disabled or scheduled for deletion",
    threshold: 1,
    pattern: events("kms.amazonaws.com", ["DisableKey", "ScheduleKeyDeletion"]),
  },
  {
    name: "security-group-changes",
    metricName: "SecurityGroupChanges",
    severity: "low",
    words: "a security group was changed",
    threshold: 1,
    pattern: events(null, [
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ]),
  },
  {
    name: "network-acl-changes",
    metricName: "NetworkAclChanges",
    severity: "low",
    words: "a network access control list was changed",
    threshold: 1,
    pattern: events(null, [
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ]),
  },
  {
    name: "route-changes",
    metricName: "RouteChanges",
    severity: "low",
    words: "a route or route table was changed",
    threshold: 1,
    pattern: events("ec2.amazonaws.com", [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ]),
  },
];

/** What is counted in a plan's trail: where audit logs are closed, whoever opens them, too. */
export function trailMetrics(plan: Plan): readonly TrailMetric[] {
  return separateAuditBucket(plan) ? [...TRAIL_METRICS, auditLogChanges(plan)] : TRAIL_METRICS;
}

/** Whoever may change the bucket of audit logs can let himself in; applying the plan changes it once, when it is made. */
function auditLogChanges(plan: Plan): TrailMetric {
  const named = `$.requestParameters.bucketName = "${bucketName(plan, "audit")}"`;
  const changes = [
    "PutBucketPolicy",
    "DeleteBucketPolicy",
    "PutBucketLifecycle",
    "DeleteBucketLifecycle",
    "PutBucketObjectLockConfiguration",
    "PutBucketEncryption",
    "PutBucketLogging",
    "PutBucketPublicAccessBlock",
    "DeleteBucketPublicAccessBlock",
  ];
  return {
    name: "audit-log-changes",
    metricName: "AuditLogChanges",
    severity: "high",
    words: "who may read audit logs, or how they are kept, was changed",
    threshold: 1,
    pattern: `{ (${named}) && (${changes.map((name) => `($.eventName = ${name})`).join(" || ")}) }`,
  };
}

/** Pattern that matches any of the events, of one service where given. */
function events(source: string | null, names: readonly string[]): string {
  const any = names.map((name) => `($.eventName = ${name})`).join(" || ");
  return source === null ? `{ ${any} }` : `{ ($.eventSource = ${source}) && (${any}) }`;
}
