import { crossAccountVaultAccount, hasBackups } from "../../model/backed-up-stores";
import { costTopicRegion, dollarBudget, watchesAnomalies } from "../../model/cost-watch";
import { GLOBAL_REGION } from "../../model/global-region";
import type { KeyPurpose, Plan } from "../../model/plan";
import { policyDocument, type Statement } from "../core/policy";
import { foreignAuditors } from "../storage/audit-bucket-statements";
import { bucketArn, bucketName } from "../storage/private-bucket";
import { separateAuditBucket } from "../storage/separate-audit-bucket";
import { trailArn } from "./trail-name";

const USE = ["kms:Decrypt", "kms:GenerateDataKey*"] as const;

/**
 * Policy of the key for one purpose in one region. In a key policy `Resource: "*"` means this key and no other.
 *
 * The first statement hands the key to the account's IAM policies, as AWS recommends: without it a key can become
 * unmanageable, and roles could not be granted use by their own policies. What follows admits AWS services that act
 * in their own name. RDS, ElastiCache, DynamoDB, SQS, Secrets Manager, ECR and CodePipeline act with the rights of
 * whoever calls them, so they need no statement here.
 */
export function keyPolicy(plan: Plan, purpose: KeyPurpose, region: string): string {
  return policyDocument(accountAdministration(plan), ...SERVICES[purpose](plan, region));
}

const SERVICES: Readonly<Record<KeyPurpose, (plan: Plan, region: string) => readonly Statement[]>> = {
  data: (plan) => [
    ...autoScalingVolumes(plan),
    ...copiesToAnotherAccount(plan),
    ...(plan.security.macie ? [sensitiveDataDiscovery(plan)] : []),
  ],
  logs: (plan, region) => [
    logGroups(plan, region),
    logDelivery(plan, region),
    ...(plan.security.guardDuty ? [threatFindings(plan, region)] : []),
    ...(plan.security.cloudTrail ? auditTrail(plan) : []),
  ],
  messaging: messagePublishers,
  artifacts: () => [],
  // AWS Backup uses it by grants that the vault's maker gives; jobs act with the rights of their role.
  backup: copiesToAnotherAccount,
};

function accountAdministration({ environment }: Plan): Statement {
  return {
    Sid: "AccountAdministration",
    Principal: { AWS: `arn:aws:iam::${environment.account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * Auto Scaling starts instances with encrypted volumes in the name of its service-linked role, whose own policy holds
 * no KMS action. The role is made by the account's first Auto Scaling group, and KMS refuses a policy that names a
 * principal not yet there; so it is matched by condition. The account condition comes first because `*` names anyone.
 */
function autoScalingVolumes({ environment: { account } }: Plan): readonly Statement[] {
  const role = `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const caller = { StringEquals: { "kms:CallerAccount": account }, ArnEquals: { "aws:PrincipalArn": role } };
  return [
    {
      Sid: "AutoScalingVolumes",
      Principal: { AWS: "*" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: caller,
    },
    {
      Sid: "AutoScalingVolumeGrants",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...caller, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * A vault of another account takes copies only if its account may use the key that the backup is encrypted with: the
 * data key for Aurora, whose backups keep the key of their cluster, the vault's own key for the rest (AWS Backup developer
 * guide, encryption for a backup copy to a different account). Who there may use it is for that account's policies to say.
 */
function copiesToAnotherAccount(plan: Plan): readonly Statement[] {
  const account = hasBackups(plan) ? crossAccountVaultAccount(plan) : null;
  if (account === null) return [];
  const other = { Principal: { AWS: `arn:aws:iam::${account}:root` }, Resource: "*" };
  return [
    {
      ...other,
      Sid: "BackupAccount",
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    },
    {
      ...other,
      Sid: "BackupAccountGrants",
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * Macie reads objects in the name of its service-linked role, whose own policy holds no KMS action (Macie user guide,
 * analyzing encrypted objects). By condition, as the role above.
 */
function sensitiveDataDiscovery({ environment: { account } }: Plan): Statement {
  const role = `arn:aws:iam::${account}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`;
  return {
    Sid: "SensitiveDataDiscovery",
    Principal: { AWS: "*" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { StringEquals: { "kms:CallerAccount": account }, ArnEquals: { "aws:PrincipalArn": role } },
  };
}

/** GuardDuty encrypts the findings that it exports. */
function threatFindings({ environment: { account } }: Plan, region: string): Statement {
  return {
    Sid: "ThreatFindings",
    Principal: { Service: "guardduty.amazonaws.com" },
    Action: "kms:GenerateDataKey",
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:guardduty:${region}:${account}:detector/*` },
    },
  };
}

/** CloudWatch Logs names the log group in the encryption context: only this account's groups may use the key. */
function logGroups({ environment: { account } }: Plan, region: string): Statement {
  return {
    Sid: "LogGroups",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
    },
  };
}

/** Vended logs, such as those of Step Functions and ElastiCache, come through the delivery service. */
function logDelivery({ environment: { account } }: Plan, region: string): Statement {
  return {
    Sid: "LogDelivery",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: USE,
    Resource: "*",
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: {
        "aws:SourceArn": [...new Set([region, GLOBAL_REGION])].map((of) => `arn:aws:logs:${of}:${account}:*`),
      },
    },
  };
}

/** Reading the trail is left to IAM policies: they must allow `kms:Decrypt` on this key beside `s3:GetObject`. */
function auditTrail(plan: Plan): readonly Statement[] {
  const cloudTrail = { Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" };
  const trail = { "aws:SourceArn": trailArn(plan) };
  return [
    {
      ...cloudTrail,
      Sid: "AuditTrail",
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: trail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${plan.environment.account}:trail/*`,
        },
      },
    },
    { ...cloudTrail, Sid: "AuditTrailKeyCheck", Action: "kms:DescribeKey", Condition: { StringEquals: trail } },
    ...(separateAuditBucket(plan) ? [auditBucketDefault(plan), ...foreignAuditorsDecrypt(plan)] : []),
  ];
}

/** Auditors of other accounts read through S3, which decrypts with their rights. */
function foreignAuditorsDecrypt(plan: Plan): readonly Statement[] {
  const who = foreignAuditors(plan);
  if (who === null) return [];
  return [
    {
      ...who,
      Sid: "AuditorsOfOtherAccounts",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        ...who.Condition,
        StringEquals: { "kms:ViaService": `s3.${plan.environment.region}.amazonaws.com` },
      },
    },
  ];
}

/**
 * What CloudTrail writes without naming a key, such as its digests, gets the audit bucket's default, this key. S3 then
 * names the bucket in the encryption context, since the bucket has a bucket key (S3 user guide, S3 Bucket Keys).
 */
function auditBucketDefault(plan: Plan): Statement {
  return {
    Sid: "AuditBucketDefault",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:SourceArn": trailArn(plan),
        "kms:EncryptionContext:aws:s3:arn": bucketArn(bucketName(plan, "audit")),
      },
    },
  };
}

/**
 * Alarms and rules publish to encrypted topics and queues. EventBridge's statement carries no source condition: AWS
 * supports none in key policies for events sent to encrypted topics, and with one every delivery fails silently (SNS
 * developer guide, key management). What it may reach is limited by the topics' own policies.
 */
function messagePublishers(plan: Plan, region: string): readonly Statement[] {
  const { account } = plan.environment;
  return [
    {
      Sid: "AlarmsAndTopics",
      Principal: { Service: ["cloudwatch.amazonaws.com", "sns.amazonaws.com"] },
      Action: USE,
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
    { Sid: "Events", Principal: { Service: "events.amazonaws.com" }, Action: USE, Resource: "*" },
    ...(region === costTopicRegion(plan) ? costPublishers(plan) : []),
  ];
}

/** Billing services of AWS, in the region of the topics that they publish to. */
function costPublishers(plan: Plan): readonly Statement[] {
  const services = [
    ...(dollarBudget(plan) === null ? [] : ["budgets.amazonaws.com"]),
    ...(watchesAnomalies(plan) ? ["costalerts.amazonaws.com"] : []),
  ];
  if (services.length === 0) return [];
  return [
    {
      Sid: "BudgetsAndCostAnomalies",
      Principal: { Service: services },
      Action: USE,
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": plan.environment.account } },
    },
  ];
}
