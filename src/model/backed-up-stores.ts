import type { AuroraStore, DataStore, DynamodbStore, Plan, S3Store } from "./plan";

/** Engines that AWS Backup knows, each with its own name for them (AWS Backup API, ResourceType). */
export const BACKUP_TYPES = {
  "aurora-postgresql": "Aurora",
  dynamodb: "DynamoDB",
  s3: "S3",
} as const satisfies Partial<Record<DataStore["engine"], string>>;

export type BackupEngine = keyof typeof BACKUP_TYPES;
export type BackupType = (typeof BACKUP_TYPES)[BackupEngine];

export type BackedUpStore = AuroraStore | DynamodbStore | S3Store;

/**
 * Stores that AWS Backup backs up: none without recovery objectives, and none that the plan leaves out. It knows neither
 * Redis, which has snapshots of its own, nor SQS.
 */
export function backedUpStores({ recovery, stores }: Pick<Plan, "recovery" | "stores">): readonly BackedUpStore[] {
  return recovery === null ? [] : stores.filter(isBackedUp);
}

/** Types among them, in the order of {@link BACKUP_TYPES}. */
export function backupTypes(plan: Pick<Plan, "recovery" | "stores">): readonly BackupType[] {
  const used = new Set(backedUpStores(plan).map(({ engine }) => BACKUP_TYPES[engine]));
  return Object.values(BACKUP_TYPES).filter((type) => used.has(type));
}

/** Whether backups are taken here: those of the recovery region's own stores begin once it serves. */
export function hasBackups(plan: Pick<Plan, "recovery" | "stores" | "environment">): boolean {
  return plan.environment.site === "primary" && backedUpStores(plan).length > 0;
}

/** Account of the vault that gets copies of every backup; null without one. */
export function crossAccountVaultAccount({ recovery }: Pick<Plan, "recovery">): string | null {
  const arn = recovery === null ? null : recovery.backup.crossAccountVaultArn;
  if (arn === null) return null;
  const account = arn.split(":")[4];
  if (account === undefined) throw new Error(`not the ARN of a vault: ${arn}`);
  return account;
}

function isBackedUp(store: DataStore): store is BackedUpStore {
  return "backup" in store && store.backup;
}
