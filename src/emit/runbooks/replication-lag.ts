import { formatDuration } from "../../model/units/duration";
import { databaseMetric, setDatabaseCapacity } from "../commands/database-commands";
import {
  bucketReplication,
  bucketReplicationMetric,
  followerMetric,
  globalDatabaseStatus,
  objectReplication,
  replicaStatus,
  replicationLatency,
} from "../commands/replication-commands";
import { ask } from "../commands/shell";
import { tableMetric } from "../commands/table-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { type ReplicationTargets, replicationTargets } from "./replication-targets";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { group, see, step } from "./steps";

/** AWS's advice for the writer of a global database, in capacity units (Aurora user guide, minimum capacity). */
const WRITER_CAPACITY = 8;

export const replicationLag: RunbookWriter = (context) => {
  const { plan, region } = context;
  const targets = replicationTargets(context);
  const rpo = plan.recovery === null ? null : formatDuration(plan.recovery.rpo);
  return {
    title: "Replication lag",
    trigger: `Data reaches the recovery region late, not at all, or nobody says that it does. The objective is to lose no more than ${rpo ?? "the plan says"}.`,
    impact: [
      plan.recovery?.pattern === "active-active"
        ? "Users of either region read what the other wrote late."
        : `None for users while ${region} serves.`,
      "What has not arrived is lost if the region is lost now: a failover may break the recovery point objective.",
    ],
    firstMinutes: [
      step("Is the whole region in trouble? Then this is the smaller part of it: look at the Health Dashboard first."),
      ...(targets === null ? [] : lagSteps(targets, region)),
    ],
    diagnosis: targets === null ? [] : diagnosis(targets, region),
    decisions: [
      {
        when: "The region fails while data is behind",
        act: ["Whoever decides on the failover is told how far behind: ", see("fail-over")],
      },
      {
        when: "Lag grows with writes, and falls with them",
        act:
          (targets?.databases ?? []).length === 0
            ? "A burst: slow batch work down"
            : `A burst: slow batch work down. Where it recurs, give the database's writer the ${WRITER_CAPACITY} units that AWS recommends for global databases, as capacity.min in the plan`,
      },
      ...(targets === null ? [] : decisionsOf(targets)),
      {
        when: "Everything is late, and nothing was changed",
        act: "The way between the regions is AWS's: look at the Health Dashboard and wait; escalate when it lasts",
      },
    ],
    mitigation: targets === null ? [] : mitigation(targets, context),
    verification: targets === null ? [] : [group("Lag", ...lagSteps(targets, region))],
    rollback: targets === null ? [] : rollback(targets, region),
  };
};

function decisionsOf({ databases, tables, buckets }: ReplicationTargets): readonly Decision[] {
  return [
    ...(databases.length === 0
      ? []
      : [
          {
            when: "A database is silent, and was failed over or taken out of its global database",
            act: ["Expected until both regions are joined again: ", see("fail-back")],
          },
        ]),
    ...(tables.length === 0
      ? []
      : [
          {
            when: "A replica is INACCESSIBLE_ENCRYPTION_CREDENTIALS",
            act: "The key of a region was changed: restore it within 20 hours, after which DynamoDB gives the replica up",
          },
        ]),
    ...(buckets.length === 0
      ? []
      : [
          {
            when: "Objects fail with access denied",
            act: ["A key or the replication's role was changed: ", see("infrastructure-drift")],
          },
        ]),
  ];
}

function lagSteps({ there, databases, tables, buckets }: ReplicationTargets, region: string): readonly Item[] {
  return [
    ...databases.map(({ store, follower }) =>
      step(
        `Milliseconds that commits of ${store.name} are behind in ${there}.`,
        followerMetric(follower, "AuroraGlobalDBRPOLag", region, there),
      ),
    ),
    ...tables.map(({ store, table }) =>
      step(`Milliseconds that items of ${store.name} take to ${there}.`, replicationLatency(table, there, region)),
    ),
    ...buckets.map(({ store, bucket, replica }) =>
      step(
        `Seconds that objects of ${store.name} are behind in ${there}.`,
        bucketReplicationMetric({ source: bucket, destination: replica }, "ReplicationLatency", "Maximum", there),
      ),
    ),
  ];
}

function diagnosis({ there, databases, tables, buckets }: ReplicationTargets, region: string): readonly StepGroup[] {
  return [
    ...databases.map(({ store, cluster, globalCluster, follower }) =>
      group(
        `${store.name}: global database ${globalCluster}`,
        step("Who writes, and whether the other is connected.", globalDatabaseStatus(globalCluster, region)),
        step(
          "Milliseconds that the follower's storage is behind, system transactions included.",
          followerMetric(follower, "AuroraGlobalDBReplicationLag", region, there),
        ),
        step("Commits a second of the writer.", databaseMetric(cluster.cluster, "CommitThroughput", "Average", region)),
        step(
          "CPU of both, busiest instance.",
          databaseMetric(cluster.cluster, "CPUUtilization", "Maximum", region),
          databaseMetric(follower, "CPUUtilization", "Maximum", there),
        ),
      ),
    ),
    ...tables.map(({ store, table }) =>
      group(
        `${store.name}: table ${table}`,
        step("Replicas and what keeps them from following.", replicaStatus(table, region)),
        step(`Writes that the replica in ${there} refused.`, tableMetric(table, "WriteThrottleEvents", there)),
        step("Writes here.", tableMetric(table, "ConsumedWriteCapacityUnits", region)),
      ),
    ),
    ...buckets.map(({ store, bucket, replica }) => {
      const pair = { source: bucket, destination: replica };
      return group(
        `${store.name}: bucket ${bucket}`,
        step("The rule, its role and its key.", bucketReplication(bucket, region)),
        step(
          "Bytes and operations that wait.",
          bucketReplicationMetric(pair, "BytesPendingReplication", "Maximum", there),
          bucketReplicationMetric(pair, "OperationsPendingReplication", "Maximum", there),
        ),
        step("Operations that failed.", bucketReplicationMetric(pair, "OperationsFailedReplication", "Sum", region)),
        step("What became of one object.", ask("KEY", "Key of the object"), objectReplication(bucket, region)),
      );
    }),
  ];
}

function mitigation({ there, databases, tables, buckets }: ReplicationTargets, context: RunbookContext) {
  const { region } = context;
  return [
    ...databases.map(({ store, cluster, follower }) => {
      const { min, max } = store.capacity;
      const raised = Math.min(Math.max(min, WRITER_CAPACITY), max);
      return group(
        `${store.name}: global database`,
        step("Slow down whatever writes most: a batch job first, users last."),
        step(
          `Keep both clusters at ${raised} capacity units at least.`,
          setDatabaseCapacity(cluster.cluster, raised, max, region),
          setDatabaseCapacity(follower, raised, max, there),
        ),
      );
    }),
    ...tables.map(({ store }) =>
      group(
        `${store.name}: table`,
        step("Slow down whatever writes most. Nothing has to be raised on an on-demand table."),
      ),
    ),
    ...buckets.map(({ store, bucket }) =>
      group(
        `${store.name}: bucket ${bucket}`,
        step(
          "S3 does not try failed objects again, nor those from before the rule: replicate them with an S3 Batch Replication job on the bucket once the cause is gone.",
        ),
      ),
    ),
  ];
}

/** The capacity that Terraform has is in the plan for one region and derived for the other: applying puts both back. */
function rollback({ databases }: ReplicationTargets, region: string): readonly StepGroup[] {
  return [
    ...databases.map(({ store, cluster }) =>
      group(
        store.name,
        step(
          `Put the capacity of the plan back: ${store.capacity.min} to ${store.capacity.max} units.`,
          setDatabaseCapacity(cluster.cluster, store.capacity.min, store.capacity.max, region),
        ),
        step(["Apply the stack ", inlineCode("standby"), ": the follower gets its own capacity back."]),
      ),
    ),
    group("Everything else", step("Let writers run at full speed again.")),
  ];
}
