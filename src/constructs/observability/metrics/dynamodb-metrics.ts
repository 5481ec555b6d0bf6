import type { DynamodbOutputs } from "../../core/stack-outputs";
import { type Metric, type Series, single, together } from "./metric";

/** DynamoDB reports errors by operation only; these are the ones that the services' roles allow on items. */
const ITEM_OPERATIONS = [
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "BatchGetItem",
  "BatchWriteItem",
] as const;

/** Metrics of a DynamoDB table. */
export interface DynamodbMetrics {
  readonly throttles: Series;
  readonly systemErrors: Series;
  /** Capacity units that reads and writes took: what an on-demand table is paid by. */
  readonly consumed: Series;
  readonly readUnits: Series;
  readonly writeUnits: Series;
  /** Milliseconds of a read by key. */
  readonly readLatency: Series;
  /** Milliseconds of a write by key. */
  readonly writeLatency: Series;
}

export function dynamodbMetrics({ tableName }: DynamodbOutputs): DynamodbMetrics {
  const read = (name: string, statistic: string, operation?: string): Metric => ({
    namespace: "AWS/DynamoDB",
    name,
    dimensions: { TableName: tableName, ...(operation === undefined ? {} : { Operation: operation }) },
    statistic,
  });
  const reads = read("ConsumedReadCapacityUnits", "Sum");
  const writes = read("ConsumedWriteCapacityUnits", "Sum");
  return {
    throttles: together("throttled reads and writes", "SUM", [
      read("ReadThrottleEvents", "Sum"),
      read("WriteThrottleEvents", "Sum"),
    ]),
    systemErrors: together(
      "system errors",
      "SUM",
      ITEM_OPERATIONS.map((operation) => read("SystemErrors", "Sum", operation)),
    ),
    consumed: together("consumed capacity units", "SUM", [reads, writes]),
    readUnits: single("consumed read units", reads),
    writeUnits: single("consumed write units", writes),
    readLatency: single("GetItem in ms", read("SuccessfulRequestLatency", "Average", "GetItem")),
    writeLatency: single("PutItem in ms", read("SuccessfulRequestLatency", "Average", "PutItem")),
  };
}
