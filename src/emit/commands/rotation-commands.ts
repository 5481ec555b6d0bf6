import { aws, awsInto } from "./aws";
import { variable } from "./shell";

/** Whether a key rotates, when it last did, and when it will. KMS takes the key's id here, not its alias. */
export function keyStatus(alias: string, region: string): string {
  return [findKey(alias, region), aws("kms get-key-rotation-status", { "key-id": variable("KEY") }, region)].join("\n");
}

export function rotateKey(alias: string, region: string): string {
  return [findKey(alias, region), aws("kms rotate-key-on-demand", { "key-id": variable("KEY") }, region)].join("\n");
}

/** The password of the database's master user. RDS owns the secret, so RDS is asked. */
export function rotateMasterSecret(cluster: string, region: string): string {
  return [
    awsInto(
      "SECRET",
      "rds describe-db-clusters",
      "DBClusters[0].MasterUserSecret.SecretArn",
      { "db-cluster-identifier": cluster },
      region,
    ),
    aws("secretsmanager rotate-secret", { "secret-id": variable("SECRET") }, region),
  ].join("\n");
}

function findKey(alias: string, region: string): string {
  const id = alias.startsWith("alias/") ? alias : `alias/${alias}`;
  return awsInto("KEY", "kms describe-key", "KeyMetadata.KeyId", { "key-id": id }, region);
}
