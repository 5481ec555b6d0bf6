import { BACKUP_TYPES, type BackedUpStore, type BackupType, backedUpStores } from "../../../model/backed-up-stores";
import type { Plan } from "../../../model/plan";
import { auroraClusterName, storeBucketName, tableName } from "../../data/store-names";

/**
 * Names that restored stores may get, by type. Beside a store that is still there: its name with something after
 * `-restored`. Where it is gone, or was never before as in the recovery region: its own name as well. Objects are restored
 * into the store's own bucket, whose older versions stay.
 */
export function restoreTargets(plan: Plan, standby: Plan | null): ReadonlyMap<BackupType, readonly string[]> {
  const names = new Map<BackupType, string[]>();
  for (const store of backedUpStores(plan)) {
    const targets = [...beside(plan, store), ...(standby === null ? [] : inPlaceOf(standby, store))];
    const type = BACKUP_TYPES[store.engine];
    names.set(type, [...(names.get(type) ?? []), ...targets]);
  }
  return names;
}

function beside(plan: Plan, store: BackedUpStore): readonly string[] {
  const name = nameOf(plan, store);
  return store.engine === "s3" ? [name] : [`${name}-restored*`];
}

function inPlaceOf(plan: Plan, store: BackedUpStore): readonly string[] {
  return store.engine === "s3" ? beside(plan, store) : [nameOf(plan, store), ...beside(plan, store)];
}

function nameOf(plan: Plan, store: BackedUpStore): string {
  switch (store.engine) {
    case "aurora-postgresql":
      return auroraClusterName(plan, store);
    case "dynamodb":
      return tableName(plan, store);
    case "s3":
      return storeBucketName(plan, store);
  }
}
