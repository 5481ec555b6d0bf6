import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type { DataOutputs, FoundationOutputs, StoreOutputs } from "../src/constructs/core/stack-outputs";
import { auroraStore } from "../src/constructs/data/aurora/aurora-store";
import { DynamodbStoreTable } from "../src/constructs/data/dynamodb-store";
import { RedisGroup } from "../src/constructs/data/redis/redis-group";
import { S3StoreBucket } from "../src/constructs/data/s3-store";
import { SqsStoreQueue } from "../src/constructs/data/sqs-store";
import type { DataStore, Plan } from "../src/model/plan";

/** The plan's stores, each a construct under its own name. */
export class DataStack extends OpsplanStack {
  readonly outputs: DataOutputs;

  constructor(scope: Construct, plan: Plan, inputs: { readonly foundation: FoundationOutputs }) {
    super(scope, plan, "data");
    this.outputs = {
      stores: new Map(plan.stores.map((store) => [store.name, this.store(store, inputs.foundation)])),
    };
  }

  private store(store: DataStore, foundation: FoundationOutputs): StoreOutputs {
    const { plan } = this;
    switch (store.engine) {
      case "aurora-postgresql":
        return auroraStore(this, store.name, { plan, store, foundation });
      case "redis":
        return new RedisGroup(this, store.name, { plan, store, foundation }).outputs;
      case "dynamodb":
        return new DynamodbStoreTable(this, store.name, { plan, store, foundation }).outputs;
      case "sqs":
        return new SqsStoreQueue(this, store.name, { plan, store, foundation }).outputs;
      case "s3":
        return new S3StoreBucket(this, store.name, { plan, store, foundation }).outputs;
    }
  }
}
