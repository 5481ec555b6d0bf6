import { aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { type Expression, variable } from "./shell";

/** Members, which of them is primary, and the node type. */
export function cacheStatus(group: string, region: string): string {
  return aws(
    "elasticache describe-replication-groups",
    {
      "replication-group-id": group,
      query:
        "ReplicationGroups[0].{status:Status,failover:AutomaticFailover,node:CacheNodeType,members:NodeGroups[].NodeGroupMembers[].[CacheClusterId,CurrentRole,PreferredAvailabilityZone]}",
    },
    region,
  );
}

/** ElastiCache numbers the members of a group from 001. */
export function cacheMembers(group: string, replicas: number): readonly string[] {
  return Array.from({ length: replicas + 1 }, (_, index) => `${group}-${String(index + 1).padStart(3, "0")}`);
}

export function cacheMetric(member: string, name: string, statistic: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/ElastiCache",
    name,
    dimensions: [dimension("CacheClusterId", member)],
    statistic,
    region,
  });
}

export function cacheEvents(group: string, region: string): string {
  return aws(
    "elasticache describe-events",
    {
      "source-type": "replication-group",
      "source-identifier": group,
      duration: 120,
      query: "Events[].[Date,Message]",
      output: "table",
    },
    region,
  );
}

/** A replica becomes the primary. The group has one shard, 0001. */
export function failOverCache(group: string, region: string): string {
  return aws(
    "elasticache test-failover",
    { "replication-group-id": group, "node-group-id": "0001", query: "ReplicationGroup.Status" },
    region,
  );
}

/** The next larger node type of the family, then the change to it, replica by replica. */
export function growCache(group: string, nodeType: string, region: string): string {
  const family = nodeType.slice(0, nodeType.lastIndexOf(".") + 1);
  return [
    awsInto(
      "NODE_TYPE",
      "elasticache list-allowed-node-type-modifications",
      `ScaleUpModifications[?starts_with(@,'${family}')] | [0]`,
      { "replication-group-id": group },
      region,
    ),
    setCacheNodeType(group, variable("NODE_TYPE"), region),
  ].join("\n");
}

export function setCacheNodeType(group: string, nodeType: string | Expression, region: string): string {
  return aws(
    "elasticache modify-replication-group",
    {
      "replication-group-id": group,
      "cache-node-type": nodeType,
      "apply-immediately": true,
      query: "ReplicationGroup.Status",
    },
    region,
  );
}

export function newestSnapshot(group: string, region: string): string {
  return awsInto(
    "SNAPSHOT",
    "elasticache describe-snapshots",
    "sort_by(Snapshots,&NodeSnapshots[0].SnapshotCreateTime)[-1].SnapshotName",
    { "replication-group-id": group },
    region,
  );
}

/** A second group from `$SNAPSHOT`, with the settings of the first, to read from or to take over. */
export function restoreCache(group: string, nodeType: string, replicas: number, region: string): string {
  const [member] = cacheMembers(group, replicas);
  const cluster = { "cache-cluster-id": member ?? group };
  const lookUp = (name: string, query: string) =>
    awsInto(name, "elasticache describe-cache-clusters", query, cluster, region);
  return [
    lookUp("SUBNETS", "CacheClusters[0].CacheSubnetGroupName"),
    lookUp("GROUP", "CacheClusters[0].SecurityGroups[0].SecurityGroupId"),
    lookUp("PARAMETERS", "CacheClusters[0].CacheParameterGroup.CacheParameterGroupName"),
    awsInto(
      "USERS",
      "elasticache describe-replication-groups",
      "ReplicationGroups[0].UserGroupIds[0]",
      { "replication-group-id": group },
      region,
    ),
    awsInto(
      "KEY",
      "elasticache describe-replication-groups",
      "ReplicationGroups[0].KmsKeyId",
      { "replication-group-id": group },
      region,
    ),
    aws(
      "elasticache create-replication-group",
      {
        "replication-group-id": restoredGroup(group),
        "replication-group-description": `Restored from ${group}`,
        "snapshot-name": variable("SNAPSHOT"),
        engine: "redis",
        "cache-node-type": nodeType,
        "num-cache-clusters": replicas + 1,
        ...(replicas > 0 ? { "automatic-failover-enabled": true as const, "multi-az-enabled": true as const } : {}),
        "cache-subnet-group-name": variable("SUBNETS"),
        "security-group-ids": variable("GROUP"),
        "cache-parameter-group-name": variable("PARAMETERS"),
        "user-group-ids": variable("USERS"),
        "kms-key-id": variable("KEY"),
        "transit-encryption-enabled": true,
        "at-rest-encryption-enabled": true,
        query: "ReplicationGroup.Status",
      },
      region,
    ),
    aws("elasticache wait replication-group-available", { "replication-group-id": restoredGroup(group) }, region),
  ].join("\n");
}

/** A group's identifier has at most 40 characters (API reference, CreateReplicationGroup). */
const GROUP_ID_MAX_LENGTH = 40;

export function restoredGroup(group: string): string {
  return `${group.slice(0, GROUP_ID_MAX_LENGTH - 2).replace(/-+$/, "")}-r`;
}
