import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import type { DynamodbStore } from "../../model/plan";
import { replicaRegion } from "../../model/standby-plan";
import type { DynamodbOutputs } from "../core/stack-outputs";
import { tableName } from "./store-names";
import type { StoreProps } from "./store-props";
import { storeSubject } from "./store-subject";

/** Longest that DynamoDB keeps continuous backups, in days. Retention is not charged by its length. */
const RECOVERY_DAYS = 35;

/** A DynamoDB table that is paid by the request, so that it scales without being told; restorable to any second. */
export class DynamodbStoreTable extends Construct {
  readonly outputs: DynamodbOutputs;

  constructor(scope: Construct, id: string, { plan, store, foundation }: StoreProps<DynamodbStore>) {
    super(scope, id);
    const name = tableName(plan, store);
    const replicated = replicaRegion(plan) !== null;
    const table = new DynamodbTable(this, "table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
      serverSideEncryption: { enabled: true, kmsKeyArn: foundation.keyArns.data },
      ...keys(store),
      ...(store.ttlAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: store.ttlAttribute } }),
      // What replicas are fed from.
      ...(replicated ? { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" } : {}),
      // The replica is a resource of the recovery region's stack, with that region's key.
      lifecycle: { preventDestroy: true, ...(replicated ? { ignoreChanges: ["replica"] } : {}) },
    });
    provides(table, storeSubject(store), "table", "backup");
    playsRole(table, storeSubject(store), "dynamodb-table", { table: name });
    this.outputs = { engine: store.engine, name: store.name, tableName: name, tableArn: table.arn };
  }
}

/** Keys are text: a plan names them, what stands in them is the service's. */
function keys({ partitionKey, sortKey }: DynamodbStore) {
  const attributes = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    hashKey: partitionKey,
    ...(sortKey === undefined ? {} : { rangeKey: sortKey }),
    attribute: attributes.map((name) => ({ name, type: "S" })),
  };
}
