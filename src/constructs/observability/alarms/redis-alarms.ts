import type { Plan } from "../../../model/plan";
import { formatPercentage } from "../../../model/units/percentage";
import type { RedisOutputs } from "../../core/stack-outputs";
import type { Series } from "../metrics/metric";
import { type RedisMetrics, redisMetrics } from "../metrics/redis-metrics";
import { compared, comparedWithBaseline, type Window } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Connections that a node takes (ElastiCache user guide, "Redis OSS configuration and limits": maxclients). */
const MAX_CONNECTIONS = 65_000;

/** Seconds that a replica may be behind: what a failover would lose of sessions. Judgement; below one as a rule. */
const REPLICATION_LAG_SECONDS = 5;

interface Watch {
  readonly name: string;
  readonly condition: string;
  readonly signal: "saturation" | "latency" | "errors";
  readonly series: Series;
  readonly threshold: number;
  readonly window: Window;
}

/**
 * Saturation, replication, refusals, demand and latency of a Redis replication group; each figure is that of its busiest
 * node, or the sum of what happened on all.
 */
export function redisAlarms(post: AlarmPost, plan: Plan, outputs: RedisOutputs): void {
  const metrics = redisMetrics(outputs);
  for (const { name, condition, signal, series, threshold, window } of watches(plan, outputs, metrics)) {
    raise(post, {
      name,
      severity: "medium",
      runbook: "cache-saturation",
      condition,
      signal,
      capabilities: ["golden-signal-alarm"],
      ticket: signal === "saturation" ? "capacity_threshold_approaching" : null,
      metric: compared(series, { is: "above", threshold, window, missing: "notBreaching" }),
    });
  }
  demandAlarm(post, {
    name: "cache-demand",
    words: "read commands",
    runbook: "cache-saturation",
    series: metrics.reads,
  });
  if (plan.observability.anomalyDetection) latency(post, plan, metrics);
}

function latency(post: AlarmPost, plan: Plan, metrics: RedisMetrics): void {
  const band = plan.observability.anomalyBand;
  raise(post, {
    name: "slow-cache-reads",
    severity: "medium",
    runbook: "cache-saturation",
    condition: `read commands slower than ${band} standard deviations above the baseline for 15 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.readLatency, { band, outside: "above", window: ALL_OF_FIFTEEN_MINUTES }),
  });
}

function watches(plan: Plan, outputs: RedisOutputs, metrics: RedisMetrics): readonly Watch[] {
  const { cpu, memory, databaseConnections } = plan.observability.thresholds;
  const window = ALL_OF_FIFTEEN_MINUTES;
  const saturation = { signal: "saturation", window } as const;
  const share = formatPercentage(databaseConnections);
  return [
    {
      ...saturation,
      name: "engine-cpu",
      condition: `engine CPU of a node above ${formatPercentage(cpu)} for 15 minutes`,
      series: metrics.engineCpu,
      threshold: cpu.percent,
    },
    {
      ...saturation,
      name: "cache-memory",
      condition: `memory of a node above ${formatPercentage(memory)} for 15 minutes`,
      series: metrics.memory,
      threshold: memory.percent,
    },
    {
      ...saturation,
      name: "evictions",
      condition: "keys evicted for want of memory in each of 3 periods of 5 minutes",
      series: metrics.evictions,
      threshold: 0,
    },
    {
      ...saturation,
      name: "cache-connections",
      condition: `connections of a node above ${share} of its ${MAX_CONNECTIONS} for 15 minutes`,
      series: metrics.connections,
      threshold: Math.floor((MAX_CONNECTIONS * databaseConnections.percent) / 100),
    },
    // The two refusals stay apart: both for each of six nodes would be more metrics than one alarm takes.
    {
      name: "refused-sign-ins",
      condition: "sign-ins refused in 2 of 3 periods of 5 minutes",
      signal: "errors",
      series: metrics.refusedSignIns,
      threshold: 0,
      window: MOST_OF_FIFTEEN_MINUTES,
    },
    {
      name: "refused-commands",
      condition: "commands refused, for want of permission, in 2 of 3 periods of 5 minutes",
      signal: "errors",
      series: metrics.refusedCommands,
      threshold: 0,
      window: MOST_OF_FIFTEEN_MINUTES,
    },
    ...(outputs.memberClusterIds.length > 1
      ? [
          {
            name: "replication-lag",
            condition: `a replica more than ${REPLICATION_LAG_SECONDS} s behind for 15 minutes`,
            signal: "latency" as const,
            series: metrics.replicationLag,
            threshold: REPLICATION_LAG_SECONDS,
            window,
          },
        ]
      : []),
  ];
}
