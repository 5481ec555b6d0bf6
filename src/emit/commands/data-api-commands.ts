import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { masterSecret } from "./rotation-commands";
import { type Expression, variable } from "./shell";

type Cluster = HandlesOf<"aurora-cluster">;

/**
 * ARN of a cluster and of its master secret, as the Data API wants them, in `CLUSTER` and `SECRET`.
 *
 * @param secret the secret's name where the plan keeps it; null where RDS does
 */
export function openDatabase({ cluster }: Cluster, secret: string | null, region: string): string {
  return [
    awsInto(
      "CLUSTER",
      "rds describe-db-clusters",
      "DBClusters[0].DBClusterArn",
      { "db-cluster-identifier": cluster },
      region,
    ),
    masterSecret({ cluster, secret }, region),
  ].join("\n");
}

/** Parameters of the Data API for the database that {@link openDatabase} opened. */
export function opened({ database }: Cluster) {
  return { "resource-arn": variable("CLUSTER"), "secret-arn": variable("SECRET"), database };
}

/** Runs one statement in the database that {@link openDatabase} opened. */
export function executeStatement(cluster: Cluster, sql: string | Expression, region: string): string {
  return aws("rds-data execute-statement", { ...opened(cluster), sql }, region);
}
