import type { Construct } from "constructs";
import type { DataStore, Plan } from "../../model/plan";
import type { DataOutputs, FoundationOutputs, StoreOutputs } from "../core/stack-outputs";
import { AuroraCluster } from "../data/aurora/aurora-cluster";
import { DynamodbStoreTable } from "../data/dynamodb-store";
import { RedisGroup } from "../data/redis/redis-group";
import { S3StoreBucket } from "../data/s3-store";
import { SqsStoreQueue } from "../data/sqs-store";

export interface StandbyDataProps {
  /** The plan as it stands in the recovery region. */
  readonly plan: Plan;
  readonly primary: Plan;
  readonly foundation: FoundationOutputs;
  /** Stores of the plan's own region. */
  readonly data: DataOutputs;
}

/** The plan's stores in the recovery region. */
export function standbyData(scope: Construct, { plan, foundation }: StandbyDataProps): DataOutputs {
  return { stores: new Map(plan.stores.map((store) => [store.name, storeOf(scope, plan, store, foundation)])) };
}

function storeOf(scope: Construct, plan: Plan, store: DataStore, foundation: FoundationOutputs): StoreOutputs {
  switch (store.engine) {
    case "aurora-postgresql":
      return new AuroraCluster(scope, store.name, { plan, store, foundation }).outputs;
    case "redis":
      return new RedisGroup(scope, store.name, { plan, store, foundation }).outputs;
    case "dynamodb":
      return new DynamodbStoreTable(scope, store.name, { plan, store, foundation }).outputs;
    case "sqs":
      return new SqsStoreQueue(scope, store.name, { plan, store, foundation }).outputs;
    case "s3":
      return new S3StoreBucket(scope, store.name, { plan, store, foundation }).outputs;
  }
}
