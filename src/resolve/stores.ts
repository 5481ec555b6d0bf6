import { poolerNeed } from "../model/capacity/database-connections";
import { DEFAULT_READERS } from "../model/capacity/default-readers";
import type { CellMember } from "../model/cells/cell-names";
import type { AuroraStore, DataStore, Plan, RedisStore, Service } from "../model/plan";
import type { DataStoreFile, PlanFile } from "../model/schema/plan-file";
import { SMALL_SCALE_DIVISOR } from "../model/small-scale";
import type { Decisions } from "./decisions";

type Scale = Plan["environment"]["scale"];

export function resolveStores(
  file: PlanFile,
  scale: Scale,
  services: readonly Service[],
  decisions: Decisions,
): readonly DataStore[] {
  return file.dataStores.map((store) => {
    switch (store.engine) {
      case "aurora-postgresql":
        return resolveAurora(store, scale, services, decisions);
      case "redis":
        return resolveRedis(store, scale, decisions);
      case "dynamodb":
      case "sqs":
      case "s3":
        return { ...store, ...alone(store) };
      default:
        return unreachable(store);
    }
  });
}

type AuroraFile = Extract<DataStoreFile, { engine: "aurora-postgresql" }>;
type RedisFile = Extract<DataStoreFile, { engine: "redis" }>;

function resolveAurora(
  store: AuroraFile,
  scale: Scale,
  services: readonly Service[],
  decisions: Decisions,
): AuroraStore {
  const capacity = auroraCapacity(store, scale, decisions);
  return {
    ...store,
    ...alone(store),
    readers: store.readers ?? derivedReaders(store, scale, decisions),
    capacity,
    pooler: poolerOf({ ...store, capacity }, services, decisions),
  };
}

function derivedReaders({ name, readerScaling }: AuroraFile, scale: Scale, decisions: Decisions): number {
  const path = `dataStores.${name}.readers`;
  if (scale === "full") {
    return decisions.derive(path, DEFAULT_READERS.full, "one reader in another zone takes over when the writer fails");
  }
  // Aurora adds readers to a cluster that has one (Aurora user guide, "Amazon Aurora Auto Scaling with Aurora Replicas").
  return readerScaling === undefined
    ? decisions.derive(path, DEFAULT_READERS.small, "environment scale is small: the writer alone")
    : decisions.derive(path, 1, "readerScaling adds readers to the first one");
}

/** By what services hold at their maximum: a limit that is only near in a peak is still reached in it. */
function poolerOf(
  store: Pick<AuroraFile, "name" | "capacity" | "pooler">,
  services: readonly Service[],
  decisions: Decisions,
): AuroraStore["pooler"] {
  if (store.pooler !== "auto") return store.pooler;
  const need = poolerNeed(services, store);
  const path = `dataStores.${store.name}.pooler`;
  return need === null
    ? decisions.derive(path, "none", "an instance takes all connections that services hold at their maximum")
    : decisions.derive(path, "rds-proxy", need.arithmetic);
}

function auroraCapacity(store: AuroraFile, scale: Scale, decisions: Decisions): AuroraStore["capacity"] {
  const path = `dataStores.${store.name}.capacity`;
  if (scale === "full" || decisions.layerOf(path) === "environment") return store.capacity;
  const reason = "environment scale is small: the least minimum and a quarter of the maximum";
  // Aurora takes steps of half a capacity unit and a maximum of at least one.
  const max = Math.max(1, Math.ceil((store.capacity.max / SMALL_SCALE_DIVISOR) * 2) / 2);
  return {
    min: decisions.derive(`${path}.min`, 0.5, reason),
    max: decisions.derive(`${path}.max`, max, reason),
  };
}

function resolveRedis(store: RedisFile, scale: Scale, decisions: Decisions): RedisStore {
  const path = `dataStores.${store.name}.replicas`;
  const replicas =
    store.replicas ??
    (scale === "full"
      ? decisions.derive(path, 2, "a replica in each other zone, with automatic failover")
      : decisions.derive(path, 0, "environment scale is small: the primary alone"));
  return { ...store, ...alone(store), replicas };
}

/** What stands in no cell; the copies of cells are made from it. */
function alone({ name }: DataStoreFile): CellMember {
  return { family: name, cell: null };
}

function unreachable(store: never): never {
  throw new Error(`unknown engine of ${JSON.stringify(store)}`);
}
