import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { lastHourOf } from "./metrics";
import { type Expression, expression, variable, withoutPrefix } from "./shell";

type Replication = HandlesOf<"database-replication">;

/** The replication, of which people know the name and DMS's commands only the ARN. */
function findReplication({ config }: Replication, region: string): string {
  return awsInto(
    "REPLICATION",
    "dms describe-replication-configs",
    `ReplicationConfigs[?ReplicationConfigIdentifier=='${config}'].ReplicationConfigArn | [0]`,
    {},
    region,
  );
}

/** Status, why it stopped or failed, and how far it is. */
export function replicationStatus(replication: Replication, region: string): string {
  const query =
    "Replications[0].{status:Status,stopped:StopReason,failures:FailureMessages,progress:ReplicationStats,capacity:ProvisionData.ProvisionedCapacityUnits}";
  return [
    findReplication(replication, region),
    aws("dms describe-replications", { filters: ofReplication(), query }, region),
  ].join("\n");
}

/** `start-replication` is taken once, at the very first start; `resume-processing` goes on, `reload-target` begins anew. */
export type StartType = "start-replication" | "resume-processing" | "reload-target";

export function startReplication(replication: Replication, type: StartType, region: string): string {
  return [findReplication(replication, region), start(type, {}, region)].join("\n");
}

/** Starts at `$LSN`, the place in the log from which the slot keeps everything. */
export function startReplicationAt(replication: Replication, region: string): string {
  const from = { "cdc-start-position": variable("LSN") };
  return [findReplication(replication, region), start("start-replication", from, region)].join("\n");
}

export function stopReplication(replication: Replication, region: string): string {
  return [
    findReplication(replication, region),
    aws(
      "dms stop-replication",
      { "replication-config-arn": variable("REPLICATION"), query: "Replication.Status" },
      region,
    ),
  ].join("\n");
}

/** Every table that is not known to be equal on both sides; none when all are. */
export function unequalTables(replication: Replication, region: string): string {
  const query =
    "ReplicationTableStatistics[?ValidationState!='Validated'].[SchemaName,TableName,TableState,ValidationState,ValidationPendingRecords,ValidationFailedRecords,ValidationSuspendedRecords]";
  return tables(replication, query, region);
}

/** What each table's load brought, and what came after it. */
export function tableProgress(replication: Replication, region: string): string {
  const query =
    "ReplicationTableStatistics[].[SchemaName,TableName,TableState,FullLoadRows,FullLoadErrorRows,Inserts,Updates,Deletes]";
  return tables(replication, query, region);
}

/** Seconds behind: `CDCLatencySource` reading, `CDCLatencyTarget` writing. */
export function replicationLag(
  replication: Replication,
  metric: "CDCLatencySource" | "CDCLatencyTarget",
  account: string,
  region: string,
): string {
  return [
    findReplication(replication, region),
    lastHourOf({
      namespace: "AWS/DMS",
      name: metric,
      dimensions: [expression(`"Name=ReplicationConfigId,Value=${account}:\${REPLICATION##*:}"`)],
      statistic: "Maximum",
      region,
    }),
  ].join("\n");
}

/** Errors of the last hour, in DMS's own words. */
export function replicationErrors(replication: Replication, region: string): string {
  return [
    findReplication(replication, region),
    `NAME=${withoutPrefix("REPLICATION", "##", "*:")}`,
    aws(
      `logs tail ${expression('"dms-serverless-replication-$NAME"').expression}`,
      { since: "1h", "filter-pattern": '"]E:"' },
      region,
    ),
  ].join("\n");
}

/** More capacity for a replication that is stopped. */
export function raiseReplicationCapacity(replication: Replication, max: number, region: string): string {
  return [
    findReplication(replication, region),
    aws(
      "dms modify-replication-config",
      {
        "replication-config-arn": variable("REPLICATION"),
        "compute-config": `MaxCapacityUnits=${max}`,
        query: "ReplicationConfig.ComputeConfig",
      },
      region,
    ),
  ].join("\n");
}

function start(type: StartType, more: Readonly<Record<string, Expression>>, region: string): string {
  return aws(
    "dms start-replication",
    {
      "replication-config-arn": variable("REPLICATION"),
      "start-replication-type": type,
      ...more,
      query: "Replication.Status",
    },
    region,
  );
}

function tables(replication: Replication, query: string, region: string): string {
  return [
    findReplication(replication, region),
    aws(
      "dms describe-replication-table-statistics",
      { "replication-config-arn": variable("REPLICATION"), query, output: "table" },
      region,
    ),
  ].join("\n");
}

function ofReplication(): Expression {
  return expression('"Name=replication-config-arn,Values=$REPLICATION"');
}
