import type { DataStore } from "../../model/plan";
import { databaseFromSnapshot, restoredName } from "../commands/database-commands";
import {
  awaitRestore,
  backupVaults,
  newestRecoveryPoint,
  recoveryPoints,
  restoreBucketBackup,
  restoreTableBackup,
} from "../commands/restore-commands";
import { restoredTable } from "../commands/table-commands";
import type { Item } from "../markdown/blocks";
import { dataKey } from "./cold-recovery";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { groupIfAny, step } from "./steps";
import { bucketTargets, databaseTargets, tableTargets } from "./targets";

/**
 * Restores from AWS Backup within the region: where point-in-time recovery does not reach, since the store is gone, its
 * window is over, or what it would go back to is damaged too.
 */
export function backupGroups(context: RunbookContext): readonly StepGroup[] {
  const { here, restoreRoleArn } = backupVaults(context);
  if (here === null || restoreRoleArn === null) return [];
  const { region } = context;
  const key = dataKey(context);
  const steps: readonly Item[] = [
    step("Backups, the newest first. To go further back, set the variable below to another ARN.", recoveryPoints(here)),
    ...databaseTargets(context)
      .filter(isBackedUp)
      .map(({ store, cluster: { cluster } }) =>
        step(
          `${store.name}: a second cluster, ${restoredName(cluster)}, from the newest snapshot. It takes over as above.`,
          newestRecoveryPoint("POINT", { type: "Aurora", arnEnd: `:cluster:${cluster}` }, here),
          databaseFromSnapshot(store, cluster, region),
        ),
      ),
    ...tableTargets(context)
      .filter(isBackedUp)
      .map(({ store, table }) =>
        step(
          `${store.name}: a second table, ${restoredTable(table)}, from the newest backup. Its items go back as above.`,
          newestRecoveryPoint("POINT", { type: "DynamoDB", arnEnd: `:table/${table}` }, here),
          ...key,
          restoreTableBackup(restoredTable(table), restoreRoleArn, region),
          awaitRestore(region),
        ),
      ),
    ...bucketTargets(context)
      .filter(isBackedUp)
      .map(({ store, bucket }) =>
        step(
          `${store.name}: objects that the bucket lacks, from the newest backup. What is there is not written over.`,
          newestRecoveryPoint("POINT", { type: "S3", arnEnd: `:::${bucket}` }, here),
          ...key,
          restoreBucketBackup(bucket, restoreRoleArn, region),
          awaitRestore(region),
        ),
      ),
  ];
  return groupIfAny("From AWS Backup, in place of a point in time", steps);
}

function isBackedUp({ store }: { readonly store: DataStore }): boolean {
  return "backup" in store && store.backup;
}
