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
      ...throughput(store),
      ...keys(store),
      ...(store.ttlAttribute === undefined ? {} : { ttl: { enabled: true, attributeName: store.ttlAttribute } }),
      // What replicas are fed from.
      ...(replicated ? { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" } : {}),
      lifecycle: { preventDestroy: true, ...ignored(store, replicated) },
    });
    provides(table, storeSubject(store), "table", "backup");
    playsRole(table, storeSubject(store), "dynamodb-table", { table: name });
    this.outputs = { engine: store.engine, name: store.name, tableName: name, tableArn: table.arn };
  }
}

/**
 * The replica is a resource of the recovery region's stack, with that region's key. Warm throughput rises by itself with
 * use and never falls: to Terraform a table that has grown would be one to replace. It is set when the table is made, and
 * raised by the runbook.
 */
function ignored({ throughput: { warmReads, warmWrites } }: DynamodbStore, replicated: boolean) {
  const warm = warmReads !== undefined || warmWrites !== undefined;
  const changes = [...(replicated ? ["replica"] : []), ...(warm ? ["warm_throughput"] : [])];
  return changes.length === 0 ? {} : { ignoreChanges: changes };
}

/**
 * The most that is paid for, and what the table carries at once without having grown into it (DynamoDB developer guide,
 * "Maximum throughput for on-demand tables" and "Understanding DynamoDB warm throughput"). AWS's own where not given.
 */
function throughput({ throughput: { maxReads, maxWrites, warmReads, warmWrites } }: DynamodbStore) {
  return {
    ...(maxReads === undefined && maxWrites === undefined
      ? {}
      : {
          onDemandThroughput: {
            ...(maxReads === undefined ? {} : { maxReadRequestUnits: maxReads }),
            ...(maxWrites === undefined ? {} : { maxWriteRequestUnits: maxWrites }),
          },
        }),
    ...(warmReads === undefined && warmWrites === undefined
      ? {}
      : {
          warmThroughput: {
            ...(warmReads === undefined ? {} : { readUnitsPerSecond: warmReads }),
            ...(warmWrites === undefined ? {} : { writeUnitsPerSecond: warmWrites }),
          },
        }),
  };
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
