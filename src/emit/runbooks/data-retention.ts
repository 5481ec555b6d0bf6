import { formatDuration } from "../../model/units/duration";
import { openDatabase } from "../commands/data-api-commands";
import { askStatement, bucketLifecycle, listTables, runStatement, tableExpiry } from "../commands/erasure-commands";
import type { RunbookWriter, StepGroup } from "./runbook-content";
import { group, see, step } from "./steps";
import { bucketTargets, databaseTargets, tableTargets } from "./targets";

/** What has outlived its retention goes, and what goes by itself is looked at. */
export const dataRetention: RunbookWriter = (context) => {
  const { region } = context;
  const databases = databaseTargets(context);
  const tables = tableTargets(context);
  const buckets = bucketTargets(context);
  return {
    title: "Data retention",
    trigger: "Once a quarter; and after a restore, which brings back what had been erased.",
    impact: ["Records older than their retention are deleted for good. Backups keep them until they expire."],
    firstMinutes: [
      step(
        "Is anything under a legal hold? Ask the legal department before anything is deleted, and write its answer into the ticket.",
      ),
    ],
    diagnosis: [
      ...databases.map(({ store, cluster, masterSecret }) =>
        group(
          `${store.name}: Aurora cluster ${cluster.cluster}, ${kept(store.data.retention)}`,
          step("Tables and their size.", openDatabase(cluster, masterSecret, region), listTables(cluster, region)),
        ),
      ),
      ...tables.map(({ store, table }) =>
        group(
          `${store.name}: table ${table}, ${kept(store.data.retention)}`,
          step("Whether items expire by themselves.", tableExpiry(table, region)),
        ),
      ),
      ...buckets.map(({ store, bucket }) =>
        group(
          `${store.name}: bucket ${bucket}, ${kept(store.data.retention)}`,
          step("The lifecycle that deletes objects by their age.", bucketLifecycle(bucket, region)),
        ),
      ),
    ],
    decisions: [
      {
        when: "The plan gives a store no retention",
        act: "Nothing is deleted. Ask the data's owner for one, and write it into the plan: dataStores[].data.retention",
      },
      { when: "A table has grown beyond its retention", act: "Delete below, a day's worth at a time" },
      { when: "A legal hold is in place", act: "Leave what it covers, and note it in the ticket" },
    ],
    mitigation: [
      ...databases
        .filter(({ store }) => store.data.retention !== undefined)
        .map(({ store, cluster, masterSecret }) =>
          group(
            `${store.name}: Aurora cluster ${cluster.cluster}`,
            step(
              `Count first, then delete what is older than ${formatDuration(store.data.retention ?? { seconds: 0 })}, one table at a time. The statement is yours: it knows the column that holds the age.`,
              openDatabase(cluster, masterSecret, region),
              askStatement("select count(*) from … where … < now() - interval '…'"),
              runStatement(cluster, region),
              askStatement("delete from … where … < now() - interval '…'"),
              runStatement(cluster, region),
            ),
          ),
        ),
      ...tables.map(
        ({ store, table }): StepGroup =>
          group(
            `${store.name}: table ${table}`,
            step(
              store.ttlAttribute === undefined
                ? "The table has no expiry attribute. Give it one in the plan, ttlAttribute, and let the service write it; DynamoDB then deletes what has expired within a few days."
                : `DynamoDB deletes items within a few days after the time in ${store.ttlAttribute}.`,
            ),
          ),
      ),
      ...buckets.map(({ store, bucket }) =>
        group(
          `${store.name}: bucket ${bucket}`,
          step("S3 deletes by the lifecycle rule once a day. Nothing to do by hand."),
        ),
      ),
    ],
    verification: [
      ...databases.map(({ store, cluster, masterSecret }) =>
        group(
          store.name,
          step(
            "The count of what is too old is 0.",
            openDatabase(cluster, masterSecret, region),
            askStatement("select count(*) from … where … < now() - interval '…'"),
            runStatement(cluster, region),
          ),
        ),
      ),
    ],
    rollback: [
      group(
        "Too much was deleted",
        step(["Restore the store beside the one in use, and copy back what was lost: ", see("restore"), "."]),
      ),
    ],
  };
};

function kept(retention: { readonly seconds: number } | undefined): string {
  return retention === undefined ? "no retention in the plan" : `kept ${formatDuration(retention)}`;
}
