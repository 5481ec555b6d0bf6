import { maxConnections } from "../../../model/capacity/database-connections";
import { figure } from "../../../model/capacity/figures";
import { grantedQuota } from "../../../model/capacity/quotas";
import type { AuroraStore, DataStore, DynamodbStore, Plan } from "../../../model/plan";
import type { AuroraOutputs, DynamodbOutputs, RedisOutputs, StoreOutputs } from "../../core/stack-outputs";
import { auroraMetrics } from "../metrics/aurora-metrics";
import { dynamodbMetrics } from "../metrics/dynamodb-metrics";
import { redisMetrics } from "../metrics/redis-metrics";
import type { Forecast } from "./forecast";

/**
 * Size of a cluster volume that every version takes (Aurora user guide, "Amazon Aurora size limits": 128 TiB, newer
 * versions up to 256 TiB).
 */
const VOLUME_TIB = 128;
const TIB = 2 ** 40;

/**
 * Age of the oldest transaction at which PostgreSQL takes no more writes: three million before 2³¹ (PostgreSQL
 * documentation, "Preventing Transaction ID Wraparound Failures").
 */
const TRANSACTIONS = 2 ** 31 - 3_000_000;

const SECONDS_PER_HOUR = 3600;

/**
 * What of a store can run out. Queues hold any number of messages and buckets any number of bytes; disks of instances
 * are measured by an agent that is not installed.
 */
export function storeForecasts(plan: Plan, store: DataStore, outputs: StoreOutputs): readonly Forecast[] {
  if (store.engine === "aurora-postgresql" && outputs.engine === store.engine) return ofAurora(store, outputs);
  if (outputs.engine === "redis") return ofRedis(outputs);
  if (store.engine === "dynamodb" && outputs.engine === store.engine) return ofDynamodb(plan, store, outputs);
  return [];
}

function ofAurora(store: AuroraStore, outputs: AuroraOutputs): readonly Forecast[] {
  const metrics = auroraMetrics(outputs);
  const most = maxConnections(store.capacity);
  const common = { subject: { kind: "store", name: store.name }, figure: "peak" } as const;
  return [
    {
      ...common,
      resource: "storage",
      words: "bytes of the cluster volume",
      series: metrics.volume,
      limit: VOLUME_TIB * TIB,
      limitWords: `${VOLUME_TIB} TiB`,
      limitKey: null,
    },
    {
      ...common,
      resource: "connections",
      words: "connections of an instance",
      series: metrics.connections,
      limit: most,
      limitWords: `${figure(most)} connections`,
      limitKey: connectionKey(store),
    },
    {
      ...common,
      resource: "transactions",
      words: "transactions since the oldest that is not frozen",
      series: metrics.oldestTransaction,
      limit: TRANSACTIONS,
      limitWords: `${figure(TRANSACTIONS)} transactions`,
      limitKey: null,
    },
  ];
}

/** What lets a database take more connections: its largest capacity, its smallest, then a pooler; null after that. */
function connectionKey({ name, capacity, pooler }: AuroraStore): string | null {
  const most = maxConnections(capacity);
  if (maxConnections({ ...capacity, max: capacity.max + 1 }) > most) return `dataStores.${name}.capacity.max`;
  if (maxConnections({ min: capacity.max, max: capacity.max }) > most) return `dataStores.${name}.capacity.min`;
  return pooler === "rds-proxy" ? null : `dataStores.${name}.pooler`;
}

function ofRedis({ name, ...outputs }: RedisOutputs): readonly Forecast[] {
  return [
    {
      subject: { kind: "store", name },
      resource: "memory",
      words: "used bytes of a node",
      series: redisMetrics({ name, ...outputs }).memory,
      figure: "peak",
      limit: 100,
      limitWords: "100 % of its memory",
      limitKey: `dataStores.${name}.nodeType`,
    },
  ];
}

function ofDynamodb({ capacity }: Plan, { name, throughput }: DynamodbStore, outputs: DynamodbOutputs) {
  const { readUnits, writeUnits } = dynamodbMetrics(outputs);
  const sides = [
    { resource: "reads", key: "maxReads", own: throughput.maxReads, quota: "table-reads", series: readUnits },
    { resource: "writes", key: "maxWrites", own: throughput.maxWrites, quota: "table-writes", series: writeUnits },
  ] as const;
  return sides.map(({ resource, key, own, quota, series }): Forecast => {
    const perSecond = own ?? grantedQuota(quota, capacity);
    return {
      subject: { kind: "store", name },
      resource,
      words: `${resource.slice(0, -1)} units of a busy hour`,
      series,
      figure: "busy-hours",
      limit: perSecond * SECONDS_PER_HOUR,
      limitWords: `${figure(perSecond)} units a second`,
      limitKey: own === undefined ? null : `dataStores.${name}.throughput.${key}`,
    };
  });
}
