import { DEFAULT_READERS } from "../model/capacity/default-readers";
import type { AuroraStore, DataStore, Plan, RedisStore } from "../model/plan";
import type { DataStoreFile, PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";
import { SMALL_SCALE_DIVISOR } from "./services";

type Scale = Plan["environment"]["scale"];

export function resolveStores(file: PlanFile, scale: Scale, decisions: Decisions): readonly DataStore[] {
  return file.dataStores.map((store) => {
    switch (store.engine) {
      case "aurora-postgresql":
        return resolveAurora(store, scale, decisions);
      case "redis":
        return resolveRedis(store, scale, decisions);
      case "dynamodb":
      case "sqs":
      case "s3":
        return store;
      default:
        return unreachable(store);
    }
  });
}

type AuroraFile = Extract<DataStoreFile, { engine: "aurora-postgresql" }>;
type RedisFile = Extract<DataStoreFile, { engine: "redis" }>;

function resolveAurora(store: AuroraFile, scale: Scale, decisions: Decisions): AuroraStore {
  const path = `dataStores.${store.name}`;
  const readers =
    store.readers ??
    (scale === "full"
      ? decisions.derive(
          `${path}.readers`,
          DEFAULT_READERS.full,
          "one reader in another zone takes over when the writer fails",
        )
      : decisions.derive(`${path}.readers`, DEFAULT_READERS.small, "environment scale is small: the writer alone"));
  return { ...store, readers, capacity: auroraCapacity(store, scale, decisions) };
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
  return { ...store, replicas };
}

function unreachable(store: never): never {
  throw new Error(`unknown engine of ${JSON.stringify(store)}`);
}
