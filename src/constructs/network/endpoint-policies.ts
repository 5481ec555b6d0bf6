import { KEY_PURPOSES, type Plan } from "../../model/plan";
import { hasFaultAgent } from "../../model/resilience/fault-agent";
import { rolledOut } from "../compute/user-data";
import { policyDocument, type Statement } from "../core/policy";

/** What an endpoint lets pass. Rights come from policies of roles and resources: this is a limit, not a grant. */
export function endpointPolicy(plan: Plan, service: string): string {
  const own = ownAccount(plan, PREFIXES[service] ?? service);
  return policyDocument(...(service === "sts" ? ownRoles(plan) : [own]), ...(EXCEPTIONS[service]?.(plan) ?? []));
}

/** IAM's words for services whose endpoints are called otherwise. */
const PREFIXES: Readonly<Record<string, string>> = {
  "ecr.api": "ecr",
  "ecr.dkr": "ecr",
  monitoring: "cloudwatch",
};

/** Principals of the account on resources of the account: nobody carries data to, or with keys of, another. */
function ownAccount({ environment: { account } }: Plan, prefix: string): Statement {
  return {
    Sid: "OwnAccount",
    Principal: "*",
    Action: `${prefix}:*`,
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account } },
  };
}

/** What belongs to AWS, or to another account that the plan names, and is needed all the same. */
const EXCEPTIONS: Readonly<Record<string, (plan: Plan) => readonly Statement[]>> = {
  s3: (plan) => [awsBuckets(plan)],
  "ecr.api": threatDetectionAgent,
  "ecr.dkr": threatDetectionAgent,
  secretsmanager: foreignSecrets,
  ssm: (plan) => [publicDocuments(plan), ...registration(plan)],
  kms: existingKeys,
};

/** Who one is has no resource, and so no account that owns it; a role does. */
function ownRoles({ environment: { account } }: Plan): readonly Statement[] {
  const principal = { "aws:PrincipalAccount": account };
  return [
    {
      Sid: "OwnRoles",
      Principal: "*",
      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      Resource: `arn:aws:iam::${account}:role/*`,
      Condition: { StringEquals: principal },
    },
    {
      Sid: "OwnIdentity",
      Principal: "*",
      Action: "sts:GetCallerIdentity",
      Resource: "*",
      Condition: { StringEquals: principal },
    },
  ];
}

/**
 * Buckets of AWS that are read by whoever asks, often without an identity: layers of images in ECR; for instances also
 * Amazon Linux, the agents of Systems Manager, GuardDuty and CodeDeploy (service documentation of each; the suffix of
 * Amazon Linux's is the same in every region).
 */
function awsBuckets(plan: Plan): Statement {
  const { region } = plan.environment;
  const instances = plan.services.some(({ runtime }) => runtime === "ec2-asg");
  const names = [
    `prod-${region}-starport-layer-bucket`,
    ...(instances
      ? [
          `al2023-repos-${region}-de612dc2`,
          `amazon-ssm-${region}`,
          `aws-ssm-${region}`,
          `aws-ssm-distributor-file-${region}`,
          `aws-ssm-document-attachments-${region}`,
          `patch-baseline-snapshot-${region}`,
        ]
      : []),
    ...(instances && rolledOut(plan) ? [`aws-codedeploy-${region}`] : []),
  ];
  return {
    Sid: "BucketsOfAws",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: names.map((name) => `arn:aws:s3:::${name}/*`),
  };
}

/** GuardDuty's agent for Fargate comes from a registry of AWS's that differs by region. */
function threatDetectionAgent({ environment: { account, region } }: Plan): readonly Statement[] {
  return [
    {
      Sid: "ThreatDetectionAgent",
      Principal: "*",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: `arn:aws:ecr:${region}:*:repository/aws-guardduty-agent-fargate`,
      Condition: { StringEquals: { "aws:PrincipalAccount": account } },
    },
  ];
}

/** Documents and parameters that AWS publishes: patching and sessions read them. */
function publicDocuments({ environment: { account, region } }: Plan): Statement {
  return {
    Sid: "DocumentsOfAws",
    Principal: "*",
    Action: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters"],
    Resource: [`arn:aws:ssm:${region}::document/*`, `arn:aws:ssm:${region}::parameter/aws/*`],
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}

/** An agent that registers a task with Systems Manager has no identity yet: its activation code is what it shows. */
function registration(plan: Plan): readonly Statement[] {
  if (!plan.services.some((service) => hasFaultAgent(plan, service))) return [];
  return [{ Sid: "RegisterNodes", Principal: "*", Action: "ssm:RegisterManagedInstance", Resource: "*" }];
}

/** Secrets that the plan names may belong to another account, whose policies let this one in. */
function foreignSecrets({ environment: { account }, services, migration }: Plan): readonly Statement[] {
  const named = [
    ...services.flatMap(({ secrets }) => Object.values(secrets)),
    ...(migration?.sources ?? []).flatMap((source) => ("secret" in source ? [source.secret ?? []].flat() : [])),
  ];
  const foreign = named
    .filter((arn) => arn.split(":")[2] === "secretsmanager" && arn.split(":")[4] !== account)
    // A JSON key may follow the ARN itself.
    .map((arn) => arn.split(":").slice(0, 7).join(":"));
  if (foreign.length === 0) return [];
  return [
    {
      Sid: "SecretsOfOthers",
      Principal: "*",
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      Resource: [...new Set(foreign)].sort(),
      Condition: { StringEquals: { "aws:PrincipalAccount": account } },
    },
  ];
}

/** Keys that the plan names may belong to another account. */
function existingKeys({ environment: { account }, security }: Plan): readonly Statement[] {
  const foreign = KEY_PURPOSES.flatMap((purpose) => security.keys[purpose] ?? []).filter(
    (arn) => arn.split(":")[4] !== account,
  );
  if (foreign.length === 0) return [];
  return [
    {
      Sid: "ExistingKeys",
      Principal: "*",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      Resource: [...new Set(foreign)].sort(),
      Condition: { StringEquals: { "aws:PrincipalAccount": account } },
    },
  ];
}
