import { GLOBAL_REGION } from "../../model/global-region";
import type { Plan } from "../../model/plan";
import type { Statement } from "../core/policy";
import { storeBucketName } from "../data/store-names";
import { recordsConfiguration } from "../security/config/records-configuration";
import { trailDeliveryStatements } from "./audit-bucket-statements";
import { LOG_PREFIXES } from "./log-prefixes";
import { bucketArn, bucketName } from "./private-bucket";
import { separateAuditBucket } from "./separate-audit-bucket";

/** Every writer states that the bucket's owner owns what it writes; CloudTrail checks that the policy says so. */
const OWNED_BY_BUCKET_OWNER = { "s3:x-amz-acl": "bucket-owner-full-control" } as const;

/** The AWS services that deliver logs into the plan's log bucket, each for this account and below its own prefix. */
export function logDeliveryStatements(plan: Plan): readonly Statement[] {
  const name = bucketName(plan, "logs");
  return [
    loadBalancerLogs(plan, name),
    ...cloudFrontLogs(plan, name),
    ...(plan.recovery?.traffic === "global-accelerator" ? acceleratorLogs(plan, name) : []),
    ...(plan.security.cloudTrail && !separateAuditBucket(plan) ? trailDeliveryStatements(plan, name) : []),
    ...(recordsConfiguration(plan) ? configurationRecords(plan, name) : []),
    ...(plan.security.guardDuty ? threatFindings(plan, name) : []),
    s3AccessLogs(plan, name),
  ];
}

/**
 * Without a source condition: Elastic Load Balancing documents none for this principal, tests the bucket when logging
 * is switched on, and ties the account in the path to the load balancer's own.
 */
function loadBalancerLogs({ environment: { account } }: Plan, bucket: string): Statement {
  return {
    Sid: "LoadBalancerLogs",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.loadBalancer}/AWSLogs/${account}/*`,
  };
}

/** CloudFront's standard logging v2 delivers through CloudWatch vended logs, whose source stands in us-east-1. */
function cloudFrontLogs({ environment: { account } }: Plan, bucket: string): readonly Statement[] {
  const service = { Service: "delivery.logs.amazonaws.com" };
  const fromAccount = { "aws:SourceAccount": account };
  const source = { ArnLike: { "aws:SourceArn": `arn:aws:logs:${GLOBAL_REGION}:${account}:*` } };
  return [
    {
      Sid: "CloudFrontLogs",
      Principal: service,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.cloudFront}/*`,
      Condition: { StringEquals: { ...fromAccount, ...OWNED_BY_BUCKET_OWNER }, ...source },
    },
    {
      Sid: "CloudFrontLogsCheck",
      Principal: service,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(bucket),
      Condition: { StringEquals: fromAccount, ...source },
    },
  ];
}

/**
 * Global Accelerator's flow logs come through the log delivery service too. Which region their source is in is not
 * documented, so that the account is the limit.
 */
function acceleratorLogs({ environment: { account } }: Plan, bucket: string): readonly Statement[] {
  const service = { Service: "delivery.logs.amazonaws.com" };
  const fromAccount = { "aws:SourceAccount": account };
  return [
    {
      Sid: "AcceleratorLogs",
      Principal: service,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.accelerator}/AWSLogs/${account}/*`,
      Condition: { StringEquals: { ...fromAccount, ...OWNED_BY_BUCKET_OWNER } },
    },
    {
      Sid: "AcceleratorLogsCheck",
      Principal: service,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(bucket),
      Condition: { StringEquals: fromAccount },
    },
  ];
}

/**
 * AWS Config delivers with the recorder's role, and in its own name where the role may not (developer guide, permissions
 * for the S3 bucket); its source is then the region's delivery channel.
 */
function configurationRecords({ environment: { account, region } }: Plan, bucket: string): readonly Statement[] {
  const service = { Service: "config.amazonaws.com" };
  const source = { ArnLike: { "aws:SourceArn": `arn:aws:config:${region}:${account}:*` } };
  return [
    {
      Sid: "ConfigurationRecords",
      Principal: service,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.config}/AWSLogs/${account}/Config/*`,
      Condition: { StringEquals: { "aws:SourceAccount": account, ...OWNED_BY_BUCKET_OWNER }, ...source },
    },
    {
      Sid: "ConfigurationRecordsCheck",
      Principal: service,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(bucket),
      Condition: { StringEquals: { "aws:SourceAccount": account }, ...source },
    },
  ];
}

/** GuardDuty looks up the bucket's region, then writes; it encrypts with the key that its destination names. */
function threatFindings({ environment: { account, region } }: Plan, bucket: string): readonly Statement[] {
  const service = { Service: "guardduty.amazonaws.com" };
  const detector = {
    StringEquals: { "aws:SourceAccount": account },
    ArnLike: { "aws:SourceArn": `arn:aws:guardduty:${region}:${account}:detector/*` },
  };
  return [
    {
      Sid: "ThreatFindings",
      Principal: service,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.guardDuty}/*`,
      Condition: detector,
    },
    {
      Sid: "ThreatFindingsCheck",
      Principal: service,
      Action: "s3:GetBucketLocation",
      Resource: bucketArn(bucket),
      Condition: detector,
    },
  ];
}

function s3AccessLogs(plan: Plan, bucket: string): Statement {
  return {
    Sid: "S3AccessLogs",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn(bucket)}/${LOG_PREFIXES.s3}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": plan.environment.account },
      ArnLike: {
        "aws:SourceArn": [
          bucketArn(bucketName(plan, "artifacts")),
          ...(separateAuditBucket(plan)
            ? (["audit", "audit-results"] as const).map((purpose) => bucketArn(bucketName(plan, purpose)))
            : []),
          ...plan.stores
            .filter((store) => store.engine === "s3")
            .map((store) => bucketArn(storeBucketName(plan, store))),
        ],
      },
    },
  };
}
