import type { DataStore, Plan } from "../../model/plan";
import { planArn } from "../core/names";
import type { StoreOutputs } from "../core/stack-outputs";
import { storeSubject } from "../data/store-subject";
import { liveRecovery } from "../failover/failover-names";
import { allOf, type Experiment, FIND_BY_TAG } from "./experiment";

/** Minutes without replication: long enough for its alarm, short enough for a copy to catch up in as many. */
const PAUSE = "PT10M";

/** What can fail of a store while it goes on serving; null where nothing of it stands by. */
export function storeExperiment(
  plan: Plan,
  store: DataStore,
  outputs: StoreOutputs,
  stops: readonly string[],
): Experiment | null {
  const subject = storeSubject(store);
  if (store.engine === "aurora-postgresql" && outputs.engine === store.engine) {
    if (store.readers === 0) return null;
    const arn = planArn(plan, "rds", `cluster:${outputs.clusterIdentifier}`);
    return {
      subject,
      name: `fail-over-${store.name}`,
      description: `A reader of ${store.name} becomes the writer; writes may fail for half a minute, and no longer.`,
      action: { id: "aws:rds:failover-db-cluster", targetKey: "Clusters", parameters: {} },
      target: allOf("aws:rds:cluster", [arn]),
      stops,
      statements: [
        { Sid: "FailOverCluster", Action: ["rds:DescribeDBClusters", "rds:FailoverDBCluster"], Resource: arn },
        FIND_BY_TAG,
      ],
    };
  }
  const recovery = liveRecovery(plan);
  if (recovery === null) return null;
  const paused = {
    subject,
    name: `pause-${store.name}`,
    description: `Nothing of ${store.name} is copied to ${recovery.region} for ten minutes; its alarm must say so, and the copy must catch up.`,
    stops,
  };
  if (store.engine === "dynamodb" && outputs.engine === store.engine) {
    const arn = planArn(plan, "dynamodb", `table/${outputs.tableName}`);
    return {
      ...paused,
      action: {
        id: "aws:dynamodb:global-table-pause-replication",
        targetKey: "Tables",
        parameters: { duration: PAUSE },
      },
      target: allOf("aws:dynamodb:global-table", [arn]),
      statements: [
        {
          Sid: "PauseTable",
          Action: [
            "dynamodb:DeleteResourcePolicy",
            "dynamodb:DescribeTable",
            "dynamodb:GetResourcePolicy",
            "dynamodb:InjectError",
            "dynamodb:PutResourcePolicy",
          ],
          Resource: [arn, `${arn}/*`],
        },
        FIND_BY_TAG,
      ],
    };
  }
  if (store.engine === "s3" && outputs.engine === store.engine) {
    const arn = `arn:aws:s3:::${outputs.bucketName}`;
    return {
      ...paused,
      action: {
        id: "aws:s3:bucket-pause-replication",
        targetKey: "Buckets",
        parameters: { duration: PAUSE, region: recovery.region },
      },
      target: allOf("aws:s3:bucket", [arn]),
      statements: [
        {
          Sid: "PauseBucket",
          Action: "s3:PauseReplication",
          Resource: arn,
          Condition: { StringEquals: { "s3:destinationRegion": recovery.region } },
        },
        {
          Sid: "MarkReplication",
          Action: ["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"],
          Resource: arn,
          Condition: { BoolIfExists: { "s3:isReplicationPauseRequest": "true" } },
        },
        // Listing buckets knows no single ones.
        { Sid: "FindBuckets", Action: "s3:ListAllMyBuckets", Resource: "*" },
        FIND_BY_TAG,
      ],
    };
  }
  return null;
}
