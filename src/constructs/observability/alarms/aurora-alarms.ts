import { maxConnections } from "../../../model/capacity/database-connections";
import { type AuroraStore, type Plan, ticketThreshold } from "../../../model/plan";
import { formatPercentage } from "../../../model/units/percentage";
import type { AuroraOutputs } from "../../core/stack-outputs";
import { type AuroraMetrics, auroraMetrics } from "../metrics/aurora-metrics";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { proxyAlarms } from "./proxy-alarms";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Readers share the writer's storage and follow within 100 ms as a rule (Aurora user guide, "Aurora replication"). */
const REPLICA_LAG_MS = 1000;

/** Saturation, connections, demand, lag and latency of an Aurora cluster. */
export function auroraAlarms(post: AlarmPost, plan: Plan, store: AuroraStore, outputs: AuroraOutputs): void {
  const metrics = auroraMetrics(outputs);
  cpu(post, plan, metrics);
  capacity(post, plan, store, metrics);
  connections(post, plan, store, metrics);
  if (outputs.proxy !== null) proxyAlarms(post, plan, outputs.proxy);
  deadlocks(post, metrics);
  demandAlarm(post, {
    name: "database-demand",
    words: "commits",
    runbook: "database-saturation",
    series: metrics.commits,
  });
  if (outputs.instanceIdentifiers.length > 1) replicaLag(post, metrics);
  if (plan.observability.anomalyDetection) latency(post, plan, metrics);
}

function cpu(post: AlarmPost, plan: Plan, metrics: AuroraMetrics): void {
  const limit = plan.observability.thresholds.cpu;
  raise(post, {
    name: "database-cpu",
    severity: "medium",
    runbook: "database-saturation",
    condition: `CPU of an instance above ${formatPercentage(limit)} for 15 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.cpu, {
      is: "above",
      threshold: limit.percent,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function capacity(post: AlarmPost, plan: Plan, store: AuroraStore, metrics: AuroraMetrics): void {
  const limit = ticketThreshold(plan, "capacity_threshold_approaching");
  raise(post, {
    name: "database-capacity",
    severity: "medium",
    runbook: "database-saturation",
    condition: `capacity at ${limit} % or more of at most ${store.capacity.max} units for 15 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm", "capacity-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.capacity, {
      is: "at-least",
      threshold: limit,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function connections(post: AlarmPost, plan: Plan, store: AuroraStore, metrics: AuroraMetrics): void {
  const limit = plan.observability.thresholds.databaseConnections;
  const most = maxConnections(store.capacity);
  raise(post, {
    name: "database-connections",
    severity: "high",
    runbook: "database-connections",
    condition: `connections of an instance above ${formatPercentage(limit)} of its ${most} in 2 of 3 periods of 5 minutes`,
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.connections, {
      is: "above",
      threshold: Math.floor((most * limit.percent) / 100),
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function deadlocks(post: AlarmPost, metrics: AuroraMetrics): void {
  raise(post, {
    name: "deadlocks",
    severity: "medium",
    runbook: "database-latency",
    condition: "deadlocks in each of 3 periods of 5 minutes",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.deadlocks, {
      is: "above",
      threshold: 0,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function replicaLag(post: AlarmPost, metrics: AuroraMetrics): void {
  raise(post, {
    name: "replica-lag",
    severity: "medium",
    runbook: "database-latency",
    condition: "a reader more than 1 s behind the writer for 15 minutes",
    signal: "latency",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.replicaLag, {
      is: "above",
      threshold: REPLICA_LAG_MS,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function latency(post: AlarmPost, plan: Plan, metrics: AuroraMetrics): void {
  const band = plan.observability.anomalyBand;
  for (const [name, word, series] of [
    ["slow-commits", "commits", metrics.commitLatency],
    ["slow-reads", "reads", metrics.readLatency],
  ] as const) {
    raise(post, {
      name,
      severity: "medium",
      runbook: "database-latency",
      condition: `${word} slower than ${band} standard deviations above the baseline for 15 minutes`,
      signal: "latency",
      capabilities: ["golden-signal-alarm", "baseline"],
      ticket: null,
      metric: comparedWithBaseline(series, { band, outside: "above", window: ALL_OF_FIFTEEN_MINUTES }),
    });
  }
}
