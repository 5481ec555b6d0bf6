import type { HandlesOf } from "../../evidence/evidence";
import { aws } from "./aws";
import { opened } from "./data-api-commands";
import { ask, expression, variable } from "./shell";

type Cluster = HandlesOf<"aurora-cluster">;

/** Runs a statement that the shell holds in `SQL`, through the Data API. */
export function runStatement(cluster: Cluster, region: string): string {
  return aws(
    "rds-data execute-statement",
    { ...opened(cluster), sql: variable("SQL"), query: "{records:records,changed:numberOfRecordsUpdated}" },
    region,
  );
}

/** The tables of a database with their estimated number of rows. */
export function listTables(cluster: Cluster, region: string): string {
  return [
    "SQL='select schemaname, relname, n_live_tup from pg_stat_user_tables order by 1, 2'",
    runStatement(cluster, region),
  ].join("\n");
}

export function askStatement(words: string): string {
  return ask("SQL", words);
}

/** One item of a table, by its key. */
export function findItem(table: string, partitionKey: string, region: string): string {
  return [
    ask("ID", `Value of ${partitionKey} of the person`),
    aws(
      "dynamodb query",
      {
        "table-name": table,
        "key-condition-expression": "#key = :id",
        "expression-attribute-names": JSON.stringify({ "#key": partitionKey }),
        "expression-attribute-values": expression(`"{\\":id\\":{\\"S\\":\\"$ID\\"}}"`),
      },
      region,
    ),
  ].join("\n");
}

export function deleteItem(table: string, partitionKey: string, sortKey: string | null, region: string): string {
  const key =
    sortKey === null
      ? `"{\\"${partitionKey}\\":{\\"S\\":\\"$ID\\"}}"`
      : `"{\\"${partitionKey}\\":{\\"S\\":\\"$ID\\"},\\"${sortKey}\\":{\\"S\\":\\"$SORT\\"}}"`;
  return [
    ...(sortKey === null ? [] : [ask("SORT", `Value of ${sortKey} of the item`)]),
    aws("dynamodb delete-item", { "table-name": table, key: expression(key), "return-values": "ALL_OLD" }, region),
  ].join("\n");
}

/** Every version of the objects below a prefix, delete markers included. */
export function listVersions(bucket: string, region: string): string {
  return [
    ask("PREFIX", "Prefix of the person's objects"),
    aws(
      "s3api list-object-versions",
      {
        bucket,
        prefix: variable("PREFIX"),
        query: "[Versions[].[Key,VersionId,LastModified],DeleteMarkers[].[Key,VersionId,LastModified]]",
      },
      region,
    ),
  ].join("\n");
}

/** Deletes one version for good; in governance mode with the right to pass the lock. */
export function deleteVersion(bucket: string, locked: boolean, region: string): string {
  return [
    ask("KEY", "Key"),
    ask("VERSION", "Version id"),
    aws(
      "s3api delete-object",
      {
        bucket,
        key: variable("KEY"),
        "version-id": variable("VERSION"),
        ...(locked ? { "bypass-governance-retention": true as const } : {}),
      },
      region,
    ),
  ].join("\n");
}

export function bucketLifecycle(bucket: string, region: string): string {
  return aws("s3api get-bucket-lifecycle-configuration", { bucket }, region);
}

export function tableExpiry(table: string, region: string): string {
  return aws("dynamodb describe-time-to-live", { "table-name": table }, region);
}
