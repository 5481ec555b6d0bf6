import { LOG_PREFIXES } from "../storage/log-prefixes";

/** A question that auditors ask of the trail. */
export interface AuditQuery {
  /** Word after plan and environment in its name: `root-use`. */
  readonly name: string;
  /** What it answers, as a sentence. */
  readonly words: string;
  readonly sql: string;
}

export interface AuditQueryNames {
  readonly database: string;
  readonly table: string;
  readonly auditBucket: string;
  /** The account to ask for in an organisation's trail; null in the trail of one account. */
  readonly account: string | null;
  /** Buckets and tables of stores that hold personal or cardholder data. */
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
}

/** Days that a query looks back; whoever asks changes the number. */
const DAYS = 30;

/**
 * Questions that every audit asks, in Athena's SQL. Each names days, so that Athena reads those days only: the table's
 * partitions are worked out from the query (Athena user guide, partition projection).
 */
export function auditQueries(names: AuditQueryNames): readonly AuditQuery[] {
  const from = `FROM "${names.database}"."${names.table}"`;
  const days = `day >= date_format(current_date - interval '${DAYS}' day, '%Y/%m/%d')`;
  const recent = names.account === null ? days : `account = '${names.account}'\n  AND ${days}`;
  const select = (columns: readonly string[], ...conditions: readonly string[]) =>
    [
      `SELECT ${columns.join(", ")}`,
      from,
      `WHERE ${[recent, ...conditions].join("\n  AND ")}`,
      "ORDER BY eventtime DESC",
      "LIMIT 1000",
    ].join("\n");
  const who = ["eventtime", "useridentity.arn AS who", "sourceipaddress", "eventname", "errorcode"];
  return [
    ...dataAccess(names, (...conditions) => select([...who, "requestparameters"], ...conditions)),
    {
      name: "root-use",
      words: "What the root user did.",
      sql: select(
        [...who, "eventsource"],
        "useridentity.type = 'Root'",
        "useridentity.invokedby IS NULL",
        "eventtype <> 'AwsServiceEvent'",
      ),
    },
    {
      name: "failed-sign-ins",
      words: "Sign-ins to the console that failed, and calls that were denied.",
      sql: select(
        [...who, "eventsource", "errormessage"],
        "(errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation') OR (eventname = 'ConsoleLogin' AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure'))",
      ),
    },
    {
      name: "access-changes",
      words: "Changes of users, roles, policies, keys and secrets.",
      sql: select(
        [...who, "eventsource", "requestparameters"],
        "eventsource IN ('iam.amazonaws.com', 'kms.amazonaws.com', 'secretsmanager.amazonaws.com', 'sso.amazonaws.com')",
        "readonly = 'false'",
        "eventname NOT IN ('Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext')",
      ),
    },
    {
      name: "audit-log-access",
      words: "Who read audit logs, tried to delete them, or changed how they are kept.",
      sql: select(
        [...who, "requestparameters"],
        "eventsource IN ('s3.amazonaws.com', 'cloudtrail.amazonaws.com')",
        `(json_extract_scalar(requestparameters, '$.bucketName') = '${names.auditBucket}' OR eventname IN ('StopLogging', 'UpdateTrail', 'DeleteTrail', 'PutEventSelectors'))`,
      ),
    },
    {
      name: "changes",
      words: "Every change that a person made, deployments left out.",
      sql: select(
        [...who, "eventsource", "requestparameters"],
        "readonly = 'false'",
        "eventcategory = 'Management'",
        "useridentity.invokedby IS NULL",
        "useridentity.type IN ('IAMUser', 'AssumedRole', 'Root', 'SAMLUser', 'WebIdentityUser')",
        "useridentity.sessioncontext.sessionissuer.arn NOT LIKE '%:role/aws-service-role/%'",
      ),
    },
  ];
}

function dataAccess(
  { buckets, tables }: AuditQueryNames,
  select: (...conditions: readonly string[]) => string,
): readonly AuditQuery[] {
  const named = (field: string, values: readonly string[]) =>
    values.length === 0
      ? []
      : [`json_extract_scalar(requestparameters, '$.${field}') IN (${values.map((value) => `'${value}'`).join(", ")})`];
  const stores = [...named("bucketName", buckets), ...named("tableName", tables)];
  if (stores.length === 0) return [];
  return [
    {
      name: "data-access",
      words: "Who read or wrote stores that hold personal or cardholder data.",
      sql: select("eventcategory = 'Data'", `(${stores.join(" OR ")})`),
    },
  ];
}

/** Folder of the trail's files below the bucket; an organisation's trail has one for each account. */
export function trailFolder(owner: string): string {
  return `${LOG_PREFIXES.cloudTrail}/AWSLogs/${owner}`;
}
