import { ALL_OBJECTS } from "../../model/all-objects";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { variable } from "./shell";

/** Which cluster of a global database writes, and whether the others follow. */
export function globalDatabaseStatus(globalCluster: string, region: string): string {
  const query =
    "GlobalClusters[0].{status:Status,failover:FailoverState,members:GlobalClusterMembers[].{cluster:DBClusterArn,writes:IsWriter,state:SynchronizationStatus}}";
  return aws("rds describe-global-clusters", { "global-cluster-identifier": globalCluster, query }, region);
}

/** A metric of a following cluster, in its own region: `AuroraGlobalDBRPOLag`, `AuroraGlobalDBReplicationLag`. */
export function followerMetric(cluster: string, name: string, writerRegion: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/RDS",
    name,
    dimensions: [dimension("DBClusterIdentifier", cluster), dimension("SourceRegion", writerRegion)],
    statistic: "Maximum",
    region,
  });
}

export function replicaStatus(table: string, region: string): string {
  const query =
    "Table.{status:TableStatus,replicas:Replicas[].{region:RegionName,status:ReplicaStatus,why:ReplicaStatusDescription}}";
  return aws("dynamodb describe-table", { "table-name": table, query }, region);
}

/** How long items take to another region, as the region that they are written in measures it. */
export function replicationLatency(table: string, receivingRegion: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/DynamoDB",
    name: "ReplicationLatency",
    dimensions: [dimension("TableName", table), dimension("ReceivingRegion", receivingRegion)],
    statistic: "Average",
    region,
  });
}

/** A metric of a bucket's replication. Lag and backlog are published where objects go, failures where they come from. */
export function bucketReplicationMetric(
  { source, destination }: { readonly source: string; readonly destination: string },
  name: string,
  statistic: string,
  region: string,
): string {
  return lastHourOf({
    namespace: "AWS/S3",
    name,
    dimensions: [
      dimension("SourceBucket", source),
      dimension("DestinationBucket", destination),
      dimension("RuleId", ALL_OBJECTS),
    ],
    statistic,
    region,
  });
}

export function bucketReplication(bucket: string, region: string): string {
  return aws("s3api get-bucket-replication", { bucket }, region);
}

/** What became of one object, whose key is in `$KEY`: PENDING, COMPLETED, FAILED, or REPLICA for a copy. */
export function objectReplication(bucket: string, region: string): string {
  return aws(
    "s3api head-object",
    { bucket, key: variable("KEY"), query: "{written:LastModified,replication:ReplicationStatus}" },
    region,
  );
}
