import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { DynamodbStore } from "../../../model/plan";
import { replicaRegion } from "../../../model/standby-plan";
import { planArn } from "../../core/names";
import type { DynamodbOutputs } from "../../core/stack-outputs";
import { tableName } from "../../data/store-names";
import { storeSubject } from "../../data/store-subject";
import { tableReplicationAlarms } from "./replication-alarms";
import type { StandbyStoreProps } from "./standby-store-props";

/**
 * A replica of the global table, which has the primary's name; for a cold standby the table that AWS Backup restores,
 * under the recovery region's name. That one is never made here: a restore goes into a new table only.
 */
export function standbyTable(
  scope: Construct,
  props: StandbyStoreProps<DynamodbStore, DynamodbOutputs>,
): DynamodbOutputs {
  const { plan, primary, store, foundation, counterpart } = props;
  if (replicaRegion(primary) === null) {
    const restored = tableName(plan, store);
    return { ...counterpart, tableName: restored, tableArn: planArn(plan, "dynamodb", `table/${restored}`) };
  }
  const name = tableName(primary, store);
  const replica = new DynamodbTableReplicaA(scope, "replica", {
    globalTableArn: counterpart.tableArn,
    kmsKeyArn: foundation.keyArns.data,
    pointInTimeRecovery: true,
    deletionProtectionEnabled: true,
    lifecycle: { preventDestroy: true },
  });
  provides(replica, storeSubject(store), "table", "backup", "replication");
  playsRole(replica, storeSubject(store), "dynamodb-table", { table: name });
  tableReplicationAlarms(scope, { ...props, table: name });
  return { ...counterpart, tableName: name, tableArn: replica.arn };
}
