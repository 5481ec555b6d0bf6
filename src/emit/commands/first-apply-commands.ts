import type { HandlesOf } from "../../evidence/evidence";
import { GLOBAL_REGION } from "../../model/global-region";
import type { StateBackend } from "../../model/plan";
import { type AwsOptions, aws, awsInto } from "./aws";
import { executeStatement, openDatabase } from "./data-api-commands";
import { variable } from "./shell";

type RemoteState = Extract<StateBackend, { kind: "s3" }>;

/**
 * The bucket for Terraform's state: every version kept, encrypted, closed to the public, reached by TLS only. Made by hand, because the stack
 * that would make it needs it first.
 */
export function createStateBucket({ bucket, region, kmsKeyArn }: RemoteState): string {
  const rule =
    kmsKeyArn === null
      ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }
      : {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: kmsKeyArn },
          BucketKeyEnabled: true,
        };
  const settings = (operation: string, options: AwsOptions) =>
    aws(`s3api ${operation}`, { bucket, ...options }, region);
  return [
    // S3's oldest region takes no location constraint.
    settings(
      "create-bucket",
      region === GLOBAL_REGION ? {} : { "create-bucket-configuration": `LocationConstraint=${region}` },
    ),
    settings("put-public-access-block", {
      "public-access-block-configuration":
        "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    }),
    settings("put-bucket-versioning", { "versioning-configuration": "Status=Enabled" }),
    settings("put-bucket-encryption", {
      "server-side-encryption-configuration": JSON.stringify({ Rules: [rule] }),
    }),
    settings("put-bucket-policy", { policy: JSON.stringify(tlsOnly(bucket)) }),
  ].join("\n");
}

function tlsOnly(bucket: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

/** Name servers of the generated zone, for whoever runs the domain above it. */
export function zoneNameServers(domain: string): string {
  return [
    awsInto("ZONE", "route53 list-hosted-zones-by-name", "HostedZones[0].Id", { "dns-name": domain }, null),
    aws("route53 get-hosted-zone", { id: variable("ZONE"), query: "DelegationSet.NameServers" }, null),
  ].join("\n");
}

/** Connections to source hosts that nobody has authorised. */
export function pendingConnections(region: string): string {
  return aws(
    "codeconnections list-connections",
    { query: "Connections[?ConnectionStatus=='PENDING'].[ConnectionName,ConnectionArn]", output: "table" },
    region,
  );
}

/** Subscriptions of the plan's topics that wait for the mail's link to be followed. */
export function pendingSubscriptions(prefix: string, region: string): string {
  const query = `Subscriptions[?SubscriptionArn=='PendingConfirmation' && contains(TopicArn, ':${prefix}')].[Endpoint,TopicArn]`;
  return aws("sns list-subscriptions", { query, output: "table" }, region);
}

/**
 * A copy of a secret in another region, kept the same from then on.
 *
 * @param keyAlias key of that region; null for the one that AWS has for secrets there
 */
export function replicateSecret(arn: string, to: string, keyAlias: string | null, region: string): string {
  const replica = keyAlias === null ? `Region=${to}` : `Region=${to},KmsKeyId=${keyAlias}`;
  return aws(
    "secretsmanager replicate-secret-to-regions",
    { "secret-id": arn, "add-replica-regions": replica },
    region,
  );
}

/** Database users of services, who log in by IAM; by the Data API, so that no host inside the network is needed. */
export function createDatabaseUsers(
  cluster: HandlesOf<"aurora-cluster">,
  secret: string | null,
  users: readonly string[],
  region: string,
): string {
  const statements = users.flatMap((user) => [
    `CREATE ROLE "${user}" LOGIN`,
    `GRANT rds_iam TO "${user}"`,
    `GRANT USAGE, CREATE ON SCHEMA public TO "${user}"`,
  ]);
  return [
    openDatabase(cluster, secret, region),
    ...statements.map((sql) => executeStatement(cluster, sql, region)),
  ].join("\n");
}
