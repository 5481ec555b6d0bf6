import { isLive } from "./recovery";
import type { RecoveryCase } from "./recovery-case";
import { BACKUP_COPY_SECONDS } from "./recovery-settings";
import type { DataStoreFile } from "./schema/plan-file";
import { formatDuration, SECONDS_PER_DAY } from "./units/duration";

/** What a store loses at most in one scenario. */
export type RecoveryPoint =
  /** Lost at most, in seconds; a copy that is under way is lost on top of it. */
  | { readonly kind: "bounded"; readonly seconds: number; readonly copySeconds: number; readonly why: string }
  /** Nothing that the objective is about: a cache, or messages on their way. */
  | { readonly kind: "not-held"; readonly why: string }
  /** Everything. */
  | { readonly kind: "lost"; readonly why: string };

export interface StorePoints {
  readonly store: DataStoreFile;
  /** The region is lost. */
  readonly region: RecoveryPoint;
  /** The store is lost or damaged, in a region that stands. */
  readonly within: RecoveryPoint;
}

/**
 * Aurora's latest restorable time is "typically within the last 5 minutes" (Aurora user guide, "Point-in-time
 * recovery"); DynamoDB's "typically five minutes before the current time" (developer guide, "Point-in-time recovery:
 * how it works").
 */
const POINT_IN_TIME_SECONDS = 300;

/**
 * Aurora Global Database replicates with "typical latency of less than 1 second" (Aurora user guide); changes to a
 * DynamoDB global table are "typically" in the other regions "within a second" (developer guide, global tables).
 */
export const REPLICATION_SECONDS = 1;

/** S3 Replication Time Control is designed to replicate 99.99 % of objects within 15 minutes (S3 user guide). */
const OBJECT_REPLICATION_SECONDS = 900;

/**
 * A continuous backup of a bucket is restorable to within 15 minutes of now (AWS Backup developer guide, "Continuous
 * backups and point-in-time recovery").
 */
const CONTINUOUS_BACKUP_SECONDS = 900;

/** ElastiCache takes one automatic snapshot a day (ElastiCache user guide, "Scheduling automatic backups"). */
const SNAPSHOT_SECONDS = SECONDS_PER_DAY;

/** Both scenarios of every store, in the plan's order. */
export function recoveryPoints(recovery: RecoveryCase): readonly StorePoints[] {
  return recovery.stores.map((store) => ({
    store,
    region: regionPoint(store, recovery),
    within: withinPoint(store, recovery),
  }));
}

function regionPoint(store: DataStoreFile, recovery: RecoveryCase): RecoveryPoint {
  const common = inEither(store);
  if (common !== null) return common;
  if (recovery.region === null) return lost("the plan names no recovery region, and everything stands in one");
  if (isLive(recovery.pattern)) return replicated(store);
  if (store.engine === "redis") return stranded();
  if (!isBackedUp(store)) return lost("it has no backup that could be copied");
  return bounded(
    recovery.backupIntervalHours * 3600,
    "the newest backup that was copied to the recovery region",
    BACKUP_COPY_SECONDS,
  );
}

function withinPoint(store: DataStoreFile, recovery: RecoveryCase): RecoveryPoint {
  const common = inEither(store);
  if (common !== null) return common;
  const own = ownPoint(store);
  if (recovery.region === null || !isLive(recovery.pattern)) return own;
  const there = replicated(store);
  if (there.kind !== "bounded" || (own.kind === "bounded" && own.seconds <= there.seconds)) return own;
  return { ...there, why: `${there.why}; to go back in time: ${own.why}` };
}

/** Queues and caches that fill again lose the same whatever is lost. */
function inEither(store: DataStoreFile): RecoveryPoint | null {
  if (store.engine === "sqs") return { kind: "not-held", why: "messages have no backup: senders send them again" };
  if (store.engine === "redis" && store.content === "rebuildable")
    return { kind: "not-held", why: "a cache: it starts empty and fills again" };
  return null;
}

/** What a store's own region keeps of it. */
function ownPoint(store: DataStoreFile): RecoveryPoint {
  switch (store.engine) {
    case "aurora-postgresql":
      return bounded(
        POINT_IN_TIME_SECONDS,
        `point-in-time recovery, ${formatDuration(store.backupRetention)} back, lags by up to five minutes`,
      );
    case "dynamodb":
      return bounded(POINT_IN_TIME_SECONDS, "point-in-time recovery, 35 days back, lags by up to five minutes");
    case "s3":
      return isBackedUp(store)
        ? bounded(
            CONTINUOUS_BACKUP_SECONDS,
            "the continuous backup lags by up to 15 minutes; of single objects old versions are kept, and nothing is lost",
          )
        : lost("old versions of single objects are kept, but of the bucket there is no backup");
    default:
      return isBackedUp(store)
        ? bounded(SNAPSHOT_SECONDS, "Redis takes one snapshot a day")
        : lost("it has no snapshots");
  }
}

/** What of a store is live in the recovery region. */
function replicated(store: DataStoreFile): RecoveryPoint {
  switch (store.engine) {
    case "aurora-postgresql":
      return bounded(REPLICATION_SECONDS, "the global database typically lags by less than a second");
    case "dynamodb":
      return bounded(REPLICATION_SECONDS, "the global table typically lags by less than a second");
    case "s3":
      return bounded(OBJECT_REPLICATION_SECONDS, "S3 Replication Time Control copies within 15 minutes");
    default:
      return stranded();
  }
}

/** ElastiCache restores snapshots where they were taken (user guide, "Restoring from a backup"); AWS Backup knows none. */
function stranded(): RecoveryPoint {
  return lost("snapshots of Redis stay in the region that they were taken in");
}

/** Whether anything but the store itself holds its data, beyond what its engine keeps by itself. */
export function isBackedUp(store: DataStoreFile): boolean {
  if (store.engine === "sqs") return false;
  return store.engine === "redis" ? store.snapshotRetention.seconds > 0 : store.backup;
}

function bounded(seconds: number, why: string, copySeconds = 0): RecoveryPoint {
  return { kind: "bounded", seconds, copySeconds, why };
}

function lost(why: string): RecoveryPoint {
  return { kind: "lost", why };
}
