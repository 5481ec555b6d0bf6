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
  /** Commands that only read. */
  readonly reads: Series;
  /** Microseconds that the engine takes for one of them. The latency of whole requests exists from Valkey 7.2 only. */
  readonly readLatency: Series;
  /** Sign-ins that failed. */
  readonly refusedSignIns: Series;
  /** Commands that a user may not run. */
  readonly refusedCommands: Series;
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
    reads: read("read commands", "GetTypeCmds", "SUM", "Sum"),
    readLatency: read("read in µs", "GetTypeCmdsLatency", "MAX", "Average"),
    refusedSignIns: read("refused sign-ins", "AuthenticationFailures", "SUM", "Sum"),
    refusedCommands: read("refused commands", "CommandAuthorizationFailures", "SUM", "Sum"),
  };
}
