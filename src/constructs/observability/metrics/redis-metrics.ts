import type { RedisOutputs } from "../../core/stack-outputs";
import { type Series, together } from "./metric";

/** Metrics of a Redis replication group, over its nodes. */
export interface RedisMetrics {
  readonly engineCpu: Series;
  readonly memory: Series;
  readonly evictions: Series;
  readonly connections: Series;
  /** Seconds. */
  readonly replicationLag: Series;
}

/** ElastiCache measures nodes, so a group's figure is that of its busiest one, or the sum of events. */
export function redisMetrics({ memberClusterIds }: RedisOutputs): RedisMetrics {
  const read = (label: string, name: string, operation: "SUM" | "MAX", statistic: string) =>
    together(
      label,
      operation,
      memberClusterIds.map((member) => ({
        namespace: "AWS/ElastiCache",
        name,
        dimensions: { CacheClusterId: member },
        statistic,
      })),
    );
  return {
    engineCpu: read("engine CPU in %", "EngineCPUUtilization", "MAX", "Average"),
    memory: read("memory in %", "DatabaseMemoryUsagePercentage", "MAX", "Maximum"),
    evictions: read("evicted keys", "Evictions", "SUM", "Sum"),
    connections: read("connections", "CurrConnections", "MAX", "Maximum"),
    replicationLag: read("replication lag in s", "ReplicationLag", "MAX", "Maximum"),
  };
}
