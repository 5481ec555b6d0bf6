import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { ask, expression, variable } from "./shell";

/**
 * Proves that nothing was changed or deleted since CloudTrail wrote it: the digests are signed by CloudTrail, one after
 * the other. Asks for the first day; takes as long as there are files.
 */
export function validateTrail(trail: string, account: string, region: string): readonly string[] {
  return [
    ask("START", "First day to prove, such as 2026-01-31"),
    aws(
      "cloudtrail validate-logs",
      {
        "trail-arn": `arn:aws:cloudtrail:${region}:${account}:trail/${trail}`,
        "start-time": variable("START"),
        verbose: true,
      },
      region,
    ),
  ];
}

/** How long versions are locked, and in which mode; an error where nothing is. */
export function objectLock(bucket: string, region: string): string {
  return aws("s3api get-object-lock-configuration", { bucket }, region);
}

/** Statements that deny, and to whom they do not. */
export function deniedStatements(bucket: string, region: string): string {
  return aws("s3api get-bucket-policy", { bucket, query: "Policy", output: "text" }, region);
}

/** Tries to read the newest audit log as whoever is signed in. */
export function tryToRead(bucket: string, prefix: string, region: string): readonly string[] {
  return [
    awsInto(
      "KEY",
      "s3api list-objects-v2",
      "Contents[0].Key",
      { bucket, prefix, "max-keys": 1, "no-paginate": true },
      region,
    ),
    `${aws("s3api get-object", { bucket, key: variable("KEY") }, region)} /dev/null`,
  ];
}

/** Runs one of the questions that stand ready, and shows the first rows. Athena bills the files that it reads. */
export function runAuditQuery({ name, workgroup }: HandlesOf<"audit-query">, region: string): readonly string[] {
  return [
    awsInto("QUERIES", "athena list-named-queries", "NamedQueryIds", { "work-group": workgroup }, region),
    awsInto(
      "SQL",
      "athena batch-get-named-query",
      `NamedQueries[?Name=='${name}'].QueryString | [0]`,
      { "named-query-ids": expression("$QUERIES") },
      region,
    ),
    awsInto(
      "RUN",
      "athena start-query-execution",
      "QueryExecutionId",
      { "work-group": workgroup, "query-string": variable("SQL") },
      region,
    ),
    "sleep 20",
    aws(
      "athena get-query-results",
      {
        "query-execution-id": variable("RUN"),
        "max-items": 50,
        query: "ResultSet.Rows[].[Data[].VarCharValue]",
      },
      region,
    ),
  ];
}

/** What the trail records beside management calls. */
export function recordedEvents(trail: string, region: string): string {
  return aws(
    "cloudtrail get-event-selectors",
    { "trail-name": trail, query: "AdvancedEventSelectors[].[Name,FieldSelectors[].[Field,Equals,StartsWith]]" },
    region,
  );
}
