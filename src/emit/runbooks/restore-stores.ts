import { stackName } from "../../model/plan";
import { newestDeletions, revertObject, undeleteObject, versionsOf } from "../commands/bucket-commands";
import { newestSnapshot, restoreCache, restoredGroup } from "../commands/cache-commands";
import { latestDatabaseTime, renameDatabase, restoreDatabase, restoredName } from "../commands/database-commands";
import { redrive } from "../commands/queue-commands";
import {
  copyItemsBack,
  deleteRestoredTable,
  latestTableTime,
  restoredTable,
  restoreTable,
} from "../commands/table-commands";
import { terraformDrift } from "../commands/terraform-commands";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { group, step } from "./steps";
import { bucketTargets, cacheTargets, databaseTargets, queueTargets, tableTargets } from "./targets";

const EARLIER =
  "Set RESTORE_TO to the second before the damage, as in 2027-01-04T03:14:00Z; this is the newest moment possible.";

export function databaseGroups(context: RunbookContext): readonly StepGroup[] {
  const { region, plan } = context;
  return databaseTargets(context).map(({ store, cluster: { cluster }, instances }) => {
    const [writer] = instances;
    const restored = restoredName(cluster);
    const retired = instances.map((name) => [name, `${name}-damaged`] as const);
    const promoted = writer === undefined ? [] : ([[`${restored}-writer`, writer]] as const);
    return group(
      `${store.name}: Aurora cluster ${cluster}`,
      step(EARLIER, latestDatabaseTime(cluster, region)),
      step(
        "A second cluster, as it was at that moment. It takes from minutes to an hour.",
        restoreDatabase(store, cluster, region),
      ),
      step(`A few rows: copy them from ${restored} with your SQL client, and stop here.`),
      step(
        `All of it: give the damaged cluster another name. From here on ${store.name} is down.`,
        renameDatabase(cluster, `${cluster}-damaged`, retired, region),
      ),
      step(
        "Wait until the old name is free: this ends with DBClusterNotFoundFault.",
        `while aws rds describe-db-clusters --db-cluster-identifier ${cluster} --region ${region} > /dev/null; do sleep 15; done`,
      ),
      step(
        "Give the restored cluster the name, and with it the endpoints.",
        renameDatabase(restored, cluster, promoted, region),
      ),
      step(
        "The restored cluster has an internal id and a master secret of its own. See what Terraform would change, add the readers and the new id to the services' roles by applying, and let nothing be destroyed.",
        terraformDrift(stackName(plan, "data")),
        terraformDrift(stackName(plan, "services")),
      ),
    );
  });
}

export function tableGroups(context: RunbookContext): readonly StepGroup[] {
  const { region } = context;
  return tableTargets(context).map(({ store, table }) =>
    group(
      `${store.name}: table ${table}`,
      step(EARLIER, latestTableTime(table, region)),
      step("A second table, as it was at that moment.", restoreTable(table, region)),
      step(
        `Write the items of ${restoredTable(table)} over those in use. Items that were added since stay; it prints what could not be written.`,
        copyItemsBack(table, region),
      ),
      step("Once it is checked, delete the copy.", deleteRestoredTable(table, region)),
    ),
  );
}

export function bucketGroups(context: RunbookContext): readonly StepGroup[] {
  const { region } = context;
  return bucketTargets(context).map(({ store, bucket }) =>
    group(
      `${store.name}: bucket ${bucket}`,
      step("What was deleted last, and when.", newestDeletions(bucket, region)),
      step(
        "Bring a deleted object back: without its delete marker its last version is there again.",
        undeleteObject(bucket, region),
      ),
      step(
        "Bring an older version back: it becomes the newest.",
        versionsOf(bucket, region),
        revertObject(bucket, region),
      ),
    ),
  );
}

export function cacheGroups(context: RunbookContext): readonly StepGroup[] {
  const { region } = context;
  return cacheTargets(context).map(({ store, group: id }) =>
    group(
      `${store.name}: Redis replication group ${id}`,
      step("The newest snapshot; set SNAPSHOT to an earlier one if it is damaged too.", newestSnapshot(id, region)),
      step(
        `A second group, ${restoredGroup(id)}, with what the snapshot holds.`,
        restoreCache(id, store.nodeType, store.replicas, region),
      ),
      step(
        `Read the keys you need from ${restoredGroup(id)} and write them to ${id}: services know the endpoint of ${id} only. Then delete the copy.`,
        `aws elasticache delete-replication-group --replication-group-id ${restoredGroup(id)} --region ${region}`,
      ),
    ),
  );
}

export function queueGroups(context: RunbookContext): readonly StepGroup[] {
  return queueTargets(context).map(({ store, queue, deadLetters }) =>
    group(
      `${store.name}: queue ${queue}`,
      step(
        "Messages have no backup. What failed is kept in the dead-letter queue and can be sent back; what was deleted must be sent again by its sender.",
        ...(deadLetters === null ? [] : [redrive(deadLetters, context)]),
      ),
    ),
  );
}
