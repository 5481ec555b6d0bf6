import { aws, awsInto } from "./aws";
import { assign, variable } from "./shell";

/** Whether a key rotates, when it last did, and when it will. KMS takes the key's id here, not its alias. */
export function keyStatus(alias: string, region: string): string {
  return [findKey(alias, region), aws("kms get-key-rotation-status", { "key-id": variable("KEY") }, region)].join("\n");
}

export function rotateKey(alias: string, region: string): string {
  return [findKey(alias, region), aws("kms rotate-key-on-demand", { "key-id": variable("KEY") }, region)].join("\n");
}

/** A database's master user: its cluster, and the secret where the plan keeps it; null where RDS does. */
export interface MasterUser {
  readonly cluster: string;
  readonly secret: string | null;
}

/** ARN of the secret of the master user, into `$SECRET`. RDS knows the ones that it manages. */
export function masterSecret({ cluster, secret }: MasterUser, region: string): string {
  return secret === null
    ? awsInto(
        "SECRET",
        "rds describe-db-clusters",
        "DBClusters[0].MasterUserSecret.SecretArn",
        { "db-cluster-identifier": cluster },
        region,
      )
    : awsInto("SECRET", "secretsmanager describe-secret", "ARN", { "secret-id": secret }, region);
}

/** A new password of the master user: by RDS for a secret that it manages, else by the secret's own function. */
export function rotateMasterSecret(user: MasterUser, region: string): string {
  return [
    masterSecret(user, region),
    aws("secretsmanager rotate-secret", { "secret-id": variable("SECRET") }, region),
  ].join("\n");
}

export function masterSecretStatus({ cluster, secret }: MasterUser, region: string): string {
  return secret === null
    ? aws(
        "rds describe-db-clusters",
        { "db-cluster-identifier": cluster, query: "DBClusters[0].MasterUserSecret.SecretStatus", output: "text" },
        region,
      )
    : aws(
        "secretsmanager describe-secret",
        {
          "secret-id": secret,
          query: "{rotated:LastRotatedDate,next:NextRotationDate,replicas:ReplicationStatus[].[Region,Status]}",
        },
        region,
      );
}

/** Makes the password that a secret has the database's: rotation can only go on from one that works. */
export function alignMasterPassword(cluster: string, secret: string, region: string): string {
  return [
    awsInto("VALUE", "secretsmanager get-secret-value", "SecretString", { "secret-id": secret }, region),
    assign("PASSWORD", 'jq -r .password <<< "$VALUE"'),
    aws(
      "rds modify-db-cluster",
      {
        "db-cluster-identifier": cluster,
        "master-user-password": variable("PASSWORD"),
        "apply-immediately": true,
        query: "DBCluster.Status",
      },
      region,
    ),
    "unset VALUE PASSWORD",
  ].join("\n");
}

function findKey(alias: string, region: string): string {
  const id = alias.startsWith("alias/") ? alias : `alias/${alias}`;
  return awsInto("KEY", "kms describe-key", "KeyMetadata.KeyId", { "key-id": id }, region);
}
