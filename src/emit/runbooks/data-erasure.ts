import type { DataStore } from "../../model/plan";
import { isLive } from "../../model/recovery";
import { openDatabase } from "../commands/data-api-commands";
import {
  askStatement,
  deleteItem,
  deleteVersion,
  findItem,
  listTables,
  listVersions,
  runStatement,
} from "../commands/erasure-commands";
import { recoverySide } from "../recovery-side";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { type BucketTarget, bucketTargets, cacheTargets, databaseTargets, queueTargets, tableTargets } from "./targets";

/** GDPR, article 12(3): within one month of the request, which may be extended by two. */
const ANSWER = "one month";

/** A person's data is erased from every store that holds some. */
export const dataErasure: RunbookWriter = (context) => {
  const { region, plan } = context;
  const personal = ({ store }: { readonly store: DataStore }) => store.data.personalData;
  const databases = databaseTargets(context).filter(personal);
  const tables = tableTargets(context).filter(personal);
  const buckets = placedBuckets(context).filter(personal);
  const passing = [...cacheTargets(context), ...queueTargets(context)].filter(personal);
  const none = databases.length + tables.length + buckets.length === 0;
  return {
    title: "Data erasure",
    trigger: `A person asks that their data be erased (GDPR, article 17). The answer is due within ${ANSWER}.`,
    impact: ["What is erased is gone from the stores at once, and from backups when they expire."],
    firstMinutes: [
      step("Is it this person who asks? Verify the identity, and write the day of the request into the ticket."),
      step(
        "Does a law oblige you to keep something, as tax and accounting law do? That part is kept and restricted, and the person is told why (article 17(3)).",
      ),
    ],
    diagnosis: [
      ...(none
        ? [
            group(
              "No store",
              step("The plan says of no store that it holds personal data. If one does, correct the plan first."),
            ),
          ]
        : []),
      ...databases.map(({ store, cluster, masterSecret }) =>
        group(
          `${store.name}: Aurora cluster ${cluster.cluster}`,
          step("The tables.", openDatabase(cluster, masterSecret, region), listTables(cluster, region)),
          step("What there is of the person.", askStatement("select … where …"), runStatement(cluster, region)),
        ),
      ),
      ...tables.map(({ store, table }) =>
        group(
          `${store.name}: table ${table}`,
          step("What there is of the person.", findItem(table, store.partitionKey, region)),
        ),
      ),
      ...buckets.map(({ store, bucket, place }) =>
        group(
          `${store.name}: bucket ${bucket}`,
          step("What there is of the person, every version of it.", listVersions(bucket, place)),
        ),
      ),
    ],
    decisions: [
      { when: "A law obliges you to keep it", act: "Restrict it in the service, erase the rest" },
      {
        when: "An object is locked",
        act: "In mode governance a role with s3:BypassGovernanceRetention may delete it, below; in mode compliance it stays until its lock ends",
      },
      { when: "Others hold the data on your behalf", act: "Tell them to erase it (article 19), and note the day" },
    ],
    mitigation: [
      ...databases.map(({ store, cluster, masterSecret }) =>
        group(
          `${store.name}: Aurora cluster ${cluster.cluster}`,
          step(
            "Two people look at the statement before it runs.",
            openDatabase(cluster, masterSecret, region),
            askStatement("delete from … where …"),
            runStatement(cluster, region),
          ),
        ),
      ),
      ...tables.map(({ store, table }) =>
        group(
          `${store.name}: table ${table}`,
          step(
            "Item by item.",
            findItem(table, store.partitionKey, region),
            deleteItem(table, store.partitionKey, store.sortKey ?? null, region),
          ),
        ),
      ),
      ...buckets.map(({ store, bucket, place }) =>
        group(
          `${store.name}: bucket ${bucket}`,
          step(
            place === region
              ? "Version by version: deleting an object without its version only hides it."
              : `Here too: S3 replicates no deletion of a version, and what is erased in ${region} is still in ${place}.`,
            listVersions(bucket, place),
            deleteVersion(bucket, store.objectLock?.mode === "governance", place),
          ),
        ),
      ),
      ...passing.map(({ store }) =>
        group(
          store.name,
          step(
            store.engine === "sqs"
              ? "Messages are read and deleted by their service, at the latest when their retention ends. Nothing to do."
              : "Entries expire by themselves; ask the service's team to drop the person's keys.",
          ),
        ),
      ),
      group(
        "Backups",
        step(
          plan.recovery === null
            ? "Point-in-time backups keep the data until they expire. After a restore erase again: keep the list of erased persons, without their data, where restores are planned."
            : `Backups keep the data for ${plan.recovery.backup.retentionDays} days. After a restore erase again: keep the list of erased persons, without their data, where restores are planned.`,
        ),
      ),
    ],
    verification: [
      ...databases.map(({ store, cluster, masterSecret }) =>
        group(
          store.name,
          step(
            "Nothing of the person is left.",
            openDatabase(cluster, masterSecret, region),
            askStatement("select … where …"),
            runStatement(cluster, region),
          ),
        ),
      ),
      ...tables.map(({ store, table }) =>
        group(store.name, step("Nothing of the person is left.", findItem(table, store.partitionKey, region))),
      ),
      ...buckets.map(({ store, bucket, place }) =>
        group(`${store.name} in ${place}`, step("Nothing of the person is left.", listVersions(bucket, place))),
      ),
      group(
        "The person",
        step(
          "Is told what was erased, what is kept and why, and when backups end. Day and answer stand in the ticket.",
        ),
      ),
    ],
    rollback: [
      group(
        "The wrong person",
        step(["Restore the store beside the one in use, and copy back: ", see("restore"), "."]),
      ),
    ],
  };
};

interface PlacedBucket extends BucketTarget {
  readonly place: string;
}

/** Buckets of both regions: the standby keeps what is erased from the primary. A cold one is not there yet. */
function placedBuckets(context: RunbookContext): readonly PlacedBucket[] {
  const { recovery } = context.plan;
  const there = recovery !== null && isLive(recovery.pattern) ? recoverySide(context) : null;
  return [
    ...bucketTargets(context).map((target) => ({ ...target, place: context.region })),
    ...(there === null ? [] : bucketTargets(there).map((target) => ({ ...target, place: there.region }))),
  ];
}
