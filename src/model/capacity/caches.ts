import { cacheNode } from "./cache-nodes";
import type { CapacitySubject, LoadedRedis } from "./demand";
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
    store.engine === "redis" ? [operationsNeed(subject, store), memoryNeed(subject.capacity?.cells ?? 1, store)] : [],
  );
}

/** Operations per second. */
export function cacheOperations({ services }: CapacitySubject, store: LoadedRedis, load: Load): number {
  const requests = usersOfStore(services, store).reduce((sum, service) => sum + serviceRate(service, load), 0);
  return requests * store.load.operationsPerRequest;
}

/** Bytes that the data of so many users takes. */
export function cacheMemory(store: LoadedRedis, users: number): number {
  return users * store.load.memoryPerUser * BYTES_PER_KIB;
}

function operationsNeed(subject: CapacitySubject, store: LoadedRedis): Need {
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

/** The users of a cache are those of its cell: requests are divided by their services' shares, users are not. */
function memoryNeed(cells: number, store: LoadedRedis): Need {
  const { name, nodeType, load: assumed } = store;
  const node = cacheNode(nodeType);
  return {
    subject: { kind: "store", name },
    resource: "cache-memory",
    unit: "MiB",
    limit: node === null ? null : Math.floor(node.memory / BYTES_PER_MIB),
    limitKey: `dataStores.${name}.nodeType`,
    amount: ({ users }) => roundedUp(cacheMemory(store, users / cells) / BYTES_PER_MIB),
    arithmetic: ({ users }) => {
      const memory = figure(cacheMemory(store, users / cells) / BYTES_PER_MIB);
      const share = cells === 1 ? "" : ` ÷ ${cells} cells`;
      return `${figure(users)} users${share} x ${precise(assumed.memoryPerUser)} KiB = ${memory} MiB`;
    },
  };
}
