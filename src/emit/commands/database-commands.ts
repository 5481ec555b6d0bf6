import type { HandlesOf } from "../../evidence/evidence";
import type { AuroraStore } from "../../model/plan";
import { aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { type Expression, secondsAgo, variable } from "./shell";

const HOUR_SECONDS = 3600;
type Cluster = HandlesOf<"aurora-cluster">;

/** Members, which of them writes, and the capacity range. */
export function databaseStatus({ cluster }: Cluster, region: string): string {
  const query =
    "DBClusters[0].{status:Status,members:DBClusterMembers[].{id:DBInstanceIdentifier,writer:IsClusterWriter,tier:PromotionTier},capacity:ServerlessV2ScalingConfiguration,restorableTo:LatestRestorableTime}";
  return aws("rds describe-db-clusters", { "db-cluster-identifier": cluster, query }, region);
}

export function databaseEvents({ cluster }: Cluster, region: string): string {
  return aws(
    "rds describe-events",
    {
      "source-type": "db-cluster",
      "source-identifier": cluster,
      duration: 120,
      query: "Events[].[Date,Message]",
      output: "table",
    },
    region,
  );
}

export function databaseMetric(cluster: string, name: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/RDS",
    name,
    dimensions: [dimension("DBClusterIdentifier", cluster)],
    statistic,
    region,
  });
}

/** What loads an instance most over the last hour: `db.sql_tokenized`, `db.wait_event`, `db.user`, `db.host`. */
export function topDatabaseLoad(instance: string, group: string, region: string): string {
  return [
    awsInto(
      "RESOURCE",
      "rds describe-db-instances",
      "DBInstances[0].DbiResourceId",
      { "db-instance-identifier": instance },
      region,
    ),
    aws(
      "pi describe-dimension-keys",
      {
        "service-type": "RDS",
        identifier: variable("RESOURCE"),
        metric: "db.load.avg",
        "group-by": `Group=${group},Limit=10`,
        "start-time": secondsAgo(HOUR_SECONDS),
        "end-time": secondsAgo(0),
        query: "Keys[].[Total,Dimensions]",
      },
      region,
    ),
  ].join("\n");
}

export function setDatabaseCapacity(cluster: string, min: number, max: number, region: string): string {
  return aws(
    "rds modify-db-cluster",
    {
      "db-cluster-identifier": cluster,
      "serverless-v2-scaling-configuration": `MinCapacity=${min},MaxCapacity=${max}`,
      "apply-immediately": true,
      query: "DBCluster.Status",
    },
    region,
  );
}

/** A reader becomes the writer. Without a target Aurora takes the one with the lowest promotion tier. */
export function failOverDatabase(cluster: string, target: string | null, region: string): string {
  return aws(
    "rds failover-db-cluster",
    {
      "db-cluster-identifier": cluster,
      ...(target === null ? {} : { "target-db-instance-identifier": target }),
      query: "DBCluster.Status",
    },
    region,
  );
}

export function restoredName(cluster: string): string {
  return `${cluster}-restored`;
}

/** The newest moment a store can be restored to; someone may set an earlier one. */
export function latestDatabaseTime(cluster: string, region: string): string {
  return awsInto(
    "RESTORE_TO",
    "rds describe-db-clusters",
    "DBClusters[0].LatestRestorableTime",
    { "db-cluster-identifier": cluster },
    region,
  );
}

/** A copy of the cluster as it was at `$RESTORE_TO`, beside the old one, with the old one's settings. */
export function restoreDatabase(store: AuroraStore, cluster: string, region: string): string {
  return besideOf(store, cluster, region, "rds restore-db-cluster-to-point-in-time", {
    "source-db-cluster-identifier": cluster,
    "restore-to-time": variable("RESTORE_TO"),
  });
}

/** A copy of the cluster from the snapshot `$POINT`, beside the old one, with the old one's settings. */
export function databaseFromSnapshot(store: AuroraStore, cluster: string, region: string): string {
  return besideOf(store, cluster, region, "rds restore-db-cluster-from-snapshot", {
    "snapshot-identifier": variable("POINT"),
    engine: "aurora-postgresql",
  });
}

function besideOf(
  store: AuroraStore,
  cluster: string,
  region: string,
  operation: string,
  source: Readonly<Record<string, string | Expression>>,
): string {
  const lookUp = (name: string, query: string) =>
    awsInto(name, "rds describe-db-clusters", query, { "db-cluster-identifier": cluster }, region);
  const restored = restoredName(cluster);
  return [
    lookUp("SUBNETS", "DBClusters[0].DBSubnetGroup"),
    lookUp("GROUP", "DBClusters[0].VpcSecurityGroups[0].VpcSecurityGroupId"),
    lookUp("PARAMETERS", "DBClusters[0].DBClusterParameterGroup"),
    lookUp("KEY", "DBClusters[0].KmsKeyId"),
    aws(
      operation,
      {
        ...source,
        "db-cluster-identifier": restored,
        "db-subnet-group-name": variable("SUBNETS"),
        "vpc-security-group-ids": variable("GROUP"),
        "db-cluster-parameter-group-name": variable("PARAMETERS"),
        "kms-key-id": variable("KEY"),
        "serverless-v2-scaling-configuration": `MinCapacity=${store.capacity.min},MaxCapacity=${store.capacity.max}`,
        "enable-cloudwatch-logs-exports": "postgresql",
        "enable-iam-database-authentication": true,
        "copy-tags-to-snapshot": true,
        "deletion-protection": true,
        query: "DBCluster.Status",
      },
      region,
    ),
    aws(
      "rds create-db-instance",
      {
        "db-cluster-identifier": restored,
        "db-instance-identifier": `${restored}-writer`,
        "db-instance-class": "db.serverless",
        engine: "aurora-postgresql",
        query: "DBInstance.DBInstanceStatus",
      },
      region,
    ),
    aws("rds wait db-instance-available", { "db-instance-identifier": `${restored}-writer` }, region),
  ].join("\n");
}

/**
 * Names decide the endpoints, so the restored cluster takes over by taking the names. Its instances can be renamed
 * only once the cluster is available under the new one.
 */
export function renameDatabase(
  from: string,
  to: string,
  instances: readonly (readonly [string, string])[],
  region: string,
): string {
  return [
    aws(
      "rds modify-db-cluster",
      {
        "db-cluster-identifier": from,
        "new-db-cluster-identifier": to,
        "apply-immediately": true,
        query: "DBCluster.Status",
      },
      region,
    ),
    waitUntilAvailable(to, region),
    ...instances.map(([old, renamed]) =>
      aws(
        "rds modify-db-instance",
        {
          "db-instance-identifier": old,
          "new-db-instance-identifier": renamed,
          "apply-immediately": true,
          query: "DBInstance.DBInstanceStatus",
        },
        region,
      ),
    ),
  ].join("\n");
}

/** The CLI's own waiter ends with an error while the new name is unknown. */
function waitUntilAvailable(cluster: string, region: string): string {
  const status = aws(
    "rds describe-db-clusters",
    { "db-cluster-identifier": cluster, query: "DBClusters[0].Status", output: "text" },
    region,
  );
  return `until ${status} | grep -qx available; do sleep 15; done`;
}
