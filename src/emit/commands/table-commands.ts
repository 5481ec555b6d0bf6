import { aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { secondsAgo, variable } from "./shell";

const HOUR_SECONDS = 3600;

export function tableStatus(table: string, region: string): string {
  return aws(
    "dynamodb describe-table",
    {
      "table-name": table,
      query:
        "Table.{status:TableStatus,billing:BillingModeSummary.BillingMode,items:ItemCount,bytes:TableSizeBytes,throughput:OnDemandThroughput,warm:WarmThroughput}",
    },
    region,
  );
}

export function tableMetric(table: string, name: string, region: string): string {
  return lastHourOf({
    namespace: "AWS/DynamoDB",
    name,
    dimensions: [dimension("TableName", table)],
    statistic: "Sum",
    region,
  });
}

/** Starts to count the keys that are used most; a minute later they can be read. */
export function watchHotKeys(table: string, region: string): string {
  return aws(
    "dynamodb update-contributor-insights",
    { "table-name": table, "contributor-insights-action": "ENABLE" },
    region,
  );
}

export function stopWatchingHotKeys(table: string, region: string): string {
  return aws(
    "dynamodb update-contributor-insights",
    { "table-name": table, "contributor-insights-action": "DISABLE" },
    region,
  );
}

/** The ten partition keys that were throttled most over the last hour. */
export function hotKeys(table: string, region: string): string {
  return [
    awsInto(
      "RULE",
      "dynamodb describe-contributor-insights",
      "ContributorInsightsRuleList[?contains(@,'-PKT-')] | [0]",
      { "table-name": table },
      region,
    ),
    aws(
      "cloudwatch get-insight-rule-report",
      {
        "rule-name": variable("RULE"),
        "start-time": secondsAgo(HOUR_SECONDS),
        "end-time": secondsAgo(0),
        period: 300,
        "max-contributor-count": 10,
        query: "Contributors[].[Keys,ApproximateAggregateValue]",
      },
      region,
    ),
  ].join("\n");
}

export function restoredTable(table: string): string {
  return `${table}-restored`;
}

export function latestTableTime(table: string, region: string): string {
  return awsInto(
    "RESTORE_TO",
    "dynamodb describe-continuous-backups",
    "ContinuousBackupsDescription.PointInTimeRecoveryDescription.LatestRestorableDateTime",
    { "table-name": table },
    region,
  );
}

/** A second table with the items as they were at `$RESTORE_TO`. */
export function restoreTable(table: string, region: string): string {
  return [
    aws(
      "dynamodb restore-table-to-point-in-time",
      {
        "source-table-name": table,
        "target-table-name": restoredTable(table),
        "restore-date-time": variable("RESTORE_TO"),
        query: "TableDescription.TableStatus",
      },
      region,
    ),
    aws("dynamodb wait table-exists", { "table-name": restoredTable(table) }, region),
  ].join("\n");
}

/** Writes every item of the restored table over the one in use, 25 at a time as the API allows. Needs `jq`. */
export function copyItemsBack(table: string, region: string): string {
  const batches =
    `jq -c --arg table '${table}' '[.Items[] | {PutRequest: {Item: .}}] as $items` +
    " | range(0; $items | length; 25) as $from | {($table): $items[$from:$from + 25]}'";
  const write = aws(
    "dynamodb batch-write-item",
    { "request-items": variable("BATCH"), query: "UnprocessedItems" },
    region,
  );
  return [
    `${aws("dynamodb scan", { "table-name": restoredTable(table), output: "json" }, region)} |`,
    `  ${batches} |`,
    `  while read -r BATCH; do ${write}; done`,
  ].join("\n");
}

export function deleteRestoredTable(table: string, region: string): string {
  return aws(
    "dynamodb delete-table",
    { "table-name": restoredTable(table), query: "TableDescription.TableStatus" },
    region,
  );
}
