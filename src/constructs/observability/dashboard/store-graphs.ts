import type { StoreOutputs } from "../../core/stack-outputs";
import { auroraMetrics } from "../metrics/aurora-metrics";
import { dynamodbMetrics } from "../metrics/dynamodb-metrics";
import type { Series } from "../metrics/metric";
import { type ProxyMetrics, proxyMetrics } from "../metrics/proxy-metrics";
import { redisMetrics } from "../metrics/redis-metrics";
import { s3Metrics } from "../metrics/s3-metrics";
import { sqsMetrics } from "../metrics/sqs-metrics";
import { graph } from "./graph";
import type { MetricWidget } from "./widget";

/** Graphs of a store: how full it is, how busy, how fast, and what goes wrong. */
export function storeGraphs(store: StoreOutputs, region: string): readonly MetricWidget[] {
  return linesOf(store).map(([words, series]) => graph({ title: `${store.name}: ${words}`, region, series }));
}

function linesOf(store: StoreOutputs): readonly (readonly [string, readonly Series[]])[] {
  switch (store.engine) {
    case "aurora-postgresql": {
      const metrics = auroraMetrics(store);
      return [
        ["saturation", [metrics.cpu, metrics.capacity]],
        ["connections", [metrics.connections]],
        ...(store.proxy === null ? [] : proxyLines(proxyMetrics(store.proxy))),
        ["commits", [metrics.commits]],
        ["latency", [metrics.commitLatency, metrics.replicaLag]],
      ];
    }
    case "redis": {
      const metrics = redisMetrics(store);
      return [
        ["saturation", [metrics.engineCpu, metrics.memory]],
        ["connections", [metrics.connections]],
        ["reads", [metrics.reads]],
        ["read latency", [metrics.readLatency]],
        ["evictions and lag", [metrics.evictions, metrics.replicationLag]],
        ["refusals", [metrics.refusedSignIns, metrics.refusedCommands]],
      ];
    }
    case "dynamodb": {
      const metrics = dynamodbMetrics(store);
      return [
        ["latency", [metrics.readLatency, metrics.writeLatency]],
        ["consumed capacity", [metrics.consumed]],
        ["throttles", [metrics.throttles]],
        ["system errors", [metrics.systemErrors]],
      ];
    }
    case "sqs": {
      const metrics = sqsMetrics(store);
      return [
        ["oldest message", [metrics.oldestMessage]],
        ["messages", [metrics.sent, metrics.received, metrics.waiting, metrics.inFlight]],
        ["dead letters", [metrics.deadLetters]],
      ];
    }
    case "s3": {
      const metrics = s3Metrics(store);
      return [
        ["latency", [metrics.firstByte]],
        ["requests", [metrics.requests]],
        ["failures", [metrics.failures]],
      ];
    }
  }
}

function proxyLines(metrics: ProxyMetrics): readonly (readonly [string, readonly Series[]])[] {
  return [
    ["proxy clients", [metrics.clients, metrics.pinned]],
    ["proxy saturation", [metrics.used]],
    ["wait for the proxy", [metrics.borrowLatency]],
  ];
}
