import type { AuroraStore, DataStore, RedisStore } from "./plan";
import type { RecoveryPattern } from "./recovery";
import type { Percentage } from "./units/percentage";

/**
 * Smallest capacity of a database that only follows, in Aurora capacity units: the least that AWS recommends with
 * Performance Insights (Aurora user guide, "Choosing the minimum Aurora Serverless v2 capacity setting"). Its range goes
 * as far up as the primary's, so that what is promoted grows into the load by itself.
 */
const FOLLOWING_CAPACITY = 2;

/** Capacity is set in halves of a unit (Aurora user guide, "Aurora Serverless v2 capacity"). */
const CAPACITY_STEP = 0.5;

/** A store at the size that its recovery pattern keeps in the recovery region before a failover. */
export function standbyStore(store: DataStore, pattern: RecoveryPattern, capacity: Percentage): DataStore {
  switch (store.engine) {
    case "aurora-postgresql":
      return standbyDatabase(store, pattern, capacity);
    case "redis":
      return standbyCache(store, pattern);
    case "dynamodb":
    case "sqs":
    case "s3":
      // Paid by use: there is nothing to make smaller.
      return store;
  }
}

function standbyDatabase(store: AuroraStore, pattern: RecoveryPattern, { percent }: Percentage): AuroraStore {
  const { min, max } = store.capacity;
  // Aurora adds no readers to a cluster that follows (Aurora user guide, "Limitations of Amazon Aurora Global Database").
  const { readerScaling: _, ...follower } = store;
  switch (pattern) {
    case "pilot-light":
      return { ...follower, readers: 0, capacity: { min: Math.min(min, FOLLOWING_CAPACITY), max } };
    case "warm-standby":
      return { ...follower, readers: Math.min(store.readers, 1), capacity: { min: shareOf(min, percent), max } };
    case "active-active":
      return follower;
    case "backup-and-restore":
      return store;
  }
}

/** Never below the smallest that follows well, nor above the primary's. */
function shareOf(min: number, percent: number): number {
  const share = Math.ceil((min * percent) / 100 / CAPACITY_STEP) * CAPACITY_STEP;
  return Math.min(min, Math.max(share, FOLLOWING_CAPACITY));
}

/** Pilot light keeps one node for connections to be tried on; warm standby serves, so it survives the loss of a zone. */
function standbyCache(store: RedisStore, pattern: RecoveryPattern): RedisStore {
  switch (pattern) {
    case "pilot-light":
      return { ...store, replicas: 0 };
    case "warm-standby":
      return { ...store, replicas: Math.min(store.replicas, 1) };
    case "backup-and-restore":
    case "active-active":
      return store;
  }
}
