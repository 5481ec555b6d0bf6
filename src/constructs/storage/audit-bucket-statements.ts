import type { Plan } from "../../model/plan";
import type { Statement } from "../core/policy";
import { trailArn } from "../security/trail-name";
import { LOG_PREFIXES } from "./log-prefixes";
import { bucketArn } from "./private-bucket";

/** CloudTrail states that the bucket's owner owns what it writes, and checks that the policy says so. */
const OWNED_BY_BUCKET_OWNER = { "s3:x-amz-acl": "bucket-owner-full-control" } as const;

/**
 * CloudTrail writes the plan's trail, and looks at the bucket first. An organisation's trail writes the management
 * account's own events below its account, and those of all accounts below the organisation (CloudTrail user guide,
 * creating a trail for an organization with the AWS CLI).
 */
export function trailDeliveryStatements(plan: Plan, bucket: string): readonly Statement[] {
  const service = { Service: "cloudtrail.amazonaws.com" };
  const trail = { "aws:SourceArn": trailArn(plan) };
  const writes = (Sid: string, owner: string): Statement => ({
    Sid,
    Principal: service,
    Action: "s3:PutObject",
    Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.cloudTrail}/AWSLogs/${owner}/*`,
    Condition: { StringEquals: { ...trail, ...OWNED_BY_BUCKET_OWNER } },
  });
  return [
    writes("AuditTrail", plan.environment.account),
    ...organization(plan).map((id) => writes("OrganizationAuditTrail", id)),
    {
      Sid: "AuditTrailCheck",
      Principal: service,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn(bucket),
      Condition: { StringEquals: trail },
    },
  ];
}

/** The organisation whose accounts the trail records; none for the trail of one account. */
export function organization({ security }: Pick<Plan, "security">): readonly string[] {
  const { organizationTrail, organizationId } = security.auditLog;
  return organizationTrail && organizationId !== null ? [organizationId] : [];
}

/**
 * Auditors of other accounts, whose own policies do not reach into this one: the bucket lets them in, each by its role.
 * Those of this account are let in by the policies of their roles. An account, unlike a role, is known to exist.
 */
export function foreignAuditors(plan: Plan): Pick<Statement, "Principal" | "Condition"> | null {
  const { account } = plan.environment;
  const foreign = plan.security.auditLog.readers.filter((reader) => accountOf(reader) !== account);
  if (foreign.length === 0) return null;
  const accounts = [...new Set(foreign.map(accountOf))];
  return {
    Principal: { AWS: accounts.map((id) => `arn:aws:iam::${id}:root`) },
    Condition: { ArnLike: { "aws:PrincipalArn": foreign } },
  };
}

/** The fifth part of an ARN. */
function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** What {@link foreignAuditors} may do with the bucket of audit logs. */
export function foreignAuditorStatements(plan: Plan, bucket: string): readonly Statement[] {
  const who = foreignAuditors(plan);
  if (who === null) return [];
  return [
    {
      ...who,
      Sid: "AuditorsOfOtherAccounts",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"],
      Resource: [bucketArn(bucket), `${bucketArn(bucket)}/*`],
    },
  ];
}

/**
 * Nobody deletes, not even with the right to bypass Object Lock; lifecycle rules, which no policy binds, do when the
 * time has come. With readers, nobody else reads, whatever the own policies of a role say.
 */
export function auditAccessStatements({ security }: Plan, bucket: string): readonly Statement[] {
  const { readers } = security.auditLog;
  const everything = [bucketArn(bucket), `${bucketArn(bucket)}/*`];
  return [
    {
      Sid: "NobodyDeletes",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
      Resource: everything,
    },
    ...(readers.length === 0
      ? []
      : [
          {
            Sid: "OnlyAuditorsRead",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:GetObject", "s3:GetObjectVersion"],
            Resource: `${bucketArn(bucket)}/*`,
            Condition: {
              ArnNotLike: { "aws:PrincipalArn": readers },
              // The services that write have no role to be named by; what they may do stands above.
              BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
            },
          } as const,
        ]),
  ];
}
