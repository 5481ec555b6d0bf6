import type { RedisStore } from "../plan";
import { cacheNode } from "./cache-nodes";
import type { CapacitySubject } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { serviceRate } from "./tasks";
import { usersOfStore } from "./users-of-store";

const BYTES_PER_KIB = 1024;
const BYTES_PER_MIB = 1024 ** 2;

/**
 * Operations and memory of each cache, against one node: the group has one shard, so its primary takes every write and,
 * unless clients choose replicas, every read. A node type that the table does not have bounds nothing.
 */
export function cacheNeeds(subject: CapacitySubject): readonly Need[] {
  return subject.stores.flatMap((store) =>
    store.engine === "redis" ? [operationsNeed(subject, store), memoryNeed(store)] : [],
  );
}

/** Operations per second. */
export function cacheOperations({ services }: CapacitySubject, store: RedisStore, load: Load): number {
  const requests = usersOfStore(services, store).reduce((sum, service) => sum + serviceRate(service, load), 0);
  return requests * store.load.operationsPerRequest;
}

/** Bytes that the data of all users takes. */
export function cacheMemory(store: RedisStore, { users }: Load): number {
  return users * store.load.memoryPerUser * BYTES_PER_KIB;
}

function operationsNeed(subject: CapacitySubject, store: RedisStore): Need {
  const { name, nodeType, load: assumed } = store;
  return {
    subject: { kind: "store", name },
    resource: "cache-operations",
    unit: "operations/s",
    limit: cacheNode(nodeType)?.operations ?? null,
    limitKey: `dataStores.${name}.nodeType`,
    amount: (load) => roundedUp(cacheOperations(subject, store, load)),
    arithmetic: (load) => {
      const terms = usersOfStore(subject.services, store)
        .map((service) => `${figure(serviceRate(service, load))} ${service.name}`)
        .join(" + ");
      const total = figure(cacheOperations(subject, store, load));
      return `(${terms || "0"})/s x ${precise(assumed.operationsPerRequest)} operations = ${total}/s, by one node`;
    },
  };
}

function memoryNeed(store: RedisStore): Need {
  const { name, nodeType, load: assumed } = store;
  const node = cacheNode(nodeType);
  return {
    subject: { kind: "store", name },
    resource: "cache-memory",
    unit: "MiB",
    limit: node === null ? null : Math.floor(node.memory / BYTES_PER_MIB),
    limitKey: `dataStores.${name}.nodeType`,
    amount: (load) => roundedUp(cacheMemory(store, load) / BYTES_PER_MIB),
    arithmetic: (load) =>
      `${figure(load.users)} users x ${precise(assumed.memoryPerUser)} KiB = ${figure(cacheMemory(store, load) / BYTES_PER_MIB)} MiB`,
  };
}
