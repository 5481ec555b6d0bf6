import type { BackupType } from "../../../../model/backed-up-stores";
import { jsonata, quoted } from "../../../core/state-machine/jsonata";
import { choice, type State, type States, task } from "../../../core/state-machine/state";

export interface ValidationDefinitionProps {
  readonly comment: string;
  /** Types that are restored. */
  readonly types: readonly BackupType[];
  /** What restored resources must be encrypted with. */
  readonly dataKeyArn: string;
  readonly allowedMinutes: number;
}

const JUDGE = "Was it fast enough?";
const NOT_INSPECTED = "Not inspected";
const NOT_RESTORED = "Not restored";

const FIRST: Readonly<Record<BackupType, string>> = {
  Aurora: "Look at cluster",
  DynamoDB: "Look at table",
  S3: "List objects",
};

/**
 * Validates one restore of a restore testing plan: looks into what was restored, compares the time that it took with what
 * is allowed, and tells AWS Backup. Ends in failure when the restore is not good, so that the alarm on failed executions
 * tells people and opens the ticket.
 *
 * Its input is an event of type Restore Job State Change. Names of parameters and results are those of the AWS SDK for Java,
 * as Step Functions spells them (developer guide, AWS SDK integrations).
 */
export function validationDefinition(props: ValidationDefinitionProps): State {
  return {
    Comment: props.comment,
    QueryLanguage: "JSONata",
    StartAt: "Read job",
    States: {
      "Read job": {
        ...task("aws-sdk:backup:describeRestoreJob", { RestoreJobId: jsonata("$states.input.detail.restoreJobId") }),
        Assign: {
          jobId: jsonata("$states.result.RestoreJobId"),
          status: jsonata("$states.result.Status"),
          type: jsonata("$states.result.ResourceType"),
          source: jsonata(orNothing("$states.result.SourceResourceArn")),
          created: jsonata(orNothing("$states.result.CreatedResourceArn")),
          minutes: jsonata(
            "$exists($states.result.CompletionDate) ? $round(($toMillis($states.result.CompletionDate) - $toMillis($states.result.CreationDate)) / 60000, 1) : 0",
          ),
          problem: jsonata("''"),
        },
        Next: "What was restored?",
      },
      "What was restored?": {
        Type: "Choice",
        Choices: props.types.map((type) => ({
          Condition: jsonata(`$status = 'COMPLETED' and $created != '' and $type = ${quoted(type)}`),
          Next: FIRST[type],
        })),
        Default: NOT_RESTORED,
      },
      ...inspections(props),
      [NOT_INSPECTED]: {
        Type: "Pass",
        Assign: { problem: "what was restored could not be looked at: the log of this state machine says why" },
        Next: JUDGE,
      },
      ...judgement(props),
      [NOT_RESTORED]: {
        Type: "Fail",
        Error: "NotRestored",
        Cause: "The restore job did not complete: its status message says why.",
      },
    },
  };
}

function inspections({ types, dataKeyArn }: ValidationDefinitionProps): States {
  return {
    ...(types.includes("Aurora") ? ofCluster(dataKeyArn) : {}),
    ...(types.includes("DynamoDB") ? ofTable() : {}),
    ...(types.includes("S3") ? ofBucket() : {}),
  };
}

/** A restored cluster has no instance yet, so nobody can ask it for rows: it must be there, and encrypted. */
function ofCluster(dataKeyArn: string): States {
  const cluster = "$cluster := $states.result.DbClusters[0]";
  const key = quoted(dataKeyArn);
  return {
    [FIRST.Aurora]: inspect(
      "aws-sdk:rds:describeDBClusters",
      { DbClusterIdentifier: jsonata("$split($created, ':')[6]") },
      {
        problem: `(${cluster}; $cluster.Status != 'available' ? 'the cluster is ' & $cluster.Status : $not($cluster.StorageEncrypted) ? 'the cluster is not encrypted' : $cluster.KmsKeyId != ${key} ? 'the cluster is encrypted with ' & $cluster.KmsKeyId : '')`,
      },
      JUDGE,
    ),
  };
}

/** Items can be read, unless the table that was backed up has none. DynamoDB counts those of a table every six hours. */
function ofTable(): States {
  const name = (arn: string) => `$substringAfter(${arn}, ':table/')`;
  return {
    [FIRST.DynamoDB]: inspect(
      "aws-sdk:dynamodb:describeTable",
      { TableName: jsonata(name("$created")) },
      { tableStatus: "$states.result.Table.TableStatus" },
      "Read an item",
    ),
    "Read an item": inspect(
      "aws-sdk:dynamodb:scan",
      { TableName: jsonata(name("$created")), Select: "COUNT", Limit: 1 },
      { items: "$states.result.Count" },
      "Look at source table",
    ),
    "Look at source table": inspect(
      "aws-sdk:dynamodb:describeTable",
      { TableName: jsonata(name("$source")) },
      {
        problem:
          "$tableStatus != 'ACTIVE' ? 'the table is ' & $tableStatus : $items = 0 and $states.result.Table.ItemCount > 0 ? 'the table has no items' : ''",
      },
      JUDGE,
    ),
  };
}

/** Objects are there and encrypted, unless the bucket that was backed up has none. */
function ofBucket(): States {
  const list = (arn: string) => ({ Bucket: jsonata(`$split(${arn}, ':')[5]`), MaxKeys: 1 });
  return {
    [FIRST.S3]: inspect(
      "aws-sdk:s3:listObjectsV2",
      list("$created"),
      { key: orNothing("$states.result.Contents[0].Key") },
      "Are there objects?",
    ),
    "Are there objects?": choice("$key != ''", "Look at an object", "List source objects"),
    "Look at an object": inspect(
      "aws-sdk:s3:headObject",
      { Bucket: jsonata("$split($created, ':')[5]"), Key: jsonata("$key") },
      {
        problem: "$states.result.ServerSideEncryption = 'aws:kms' ? '' : 'objects are not encrypted with a KMS key'",
      },
      JUDGE,
    ),
    "List source objects": inspect(
      "aws-sdk:s3:listObjectsV2",
      list("$source"),
      { problem: "$states.result.KeyCount > 0 ? 'the bucket has no objects' : ''" },
      JUDGE,
    ),
  };
}

function judgement({ allowedMinutes }: ValidationDefinitionProps): States {
  const slow = `$minutes > ${allowedMinutes}`;
  return {
    [JUDGE]: {
      Type: "Pass",
      Assign: {
        problem: jsonata(
          `$problem != '' ? $problem : ${slow} ? 'the restore took ' & $string($minutes) & ' minutes, ${allowedMinutes} are allowed' : ''`,
        ),
      },
      Next: "Tell AWS Backup",
    },
    "Tell AWS Backup": {
      ...task("aws-sdk:backup:putRestoreValidationResult", {
        RestoreJobId: jsonata("$jobId"),
        ValidationStatus: jsonata("$problem = '' ? 'SUCCESSFUL' : 'FAILED'"),
        ValidationStatusMessage: jsonata(
          `$problem = '' ? 'restored in ' & $string($minutes) & ' minutes of ${allowedMinutes} allowed' : $problem`,
        ),
      }),
      Next: "Is it good?",
    },
    "Is it good?": choice("$problem = ''", "Restore is good", "Restore is not good"),
    "Restore is good": { Type: "Succeed" },
    "Restore is not good": {
      Type: "Fail",
      Error: "NotValid",
      Cause: "The validation status message of the restore job says why.",
    },
  };
}

/** A look that fails is a restore that nobody has seen to be good. */
function inspect(
  integration: string,
  callArguments: unknown,
  assigned: Readonly<Record<string, string>>,
  next: string,
): State {
  const assign = Object.entries(assigned).map(([name, expression]) => [name, jsonata(expression)]);
  return {
    ...task(integration, callArguments),
    Assign: Object.fromEntries(assign),
    Catch: [{ ErrorEquals: ["States.ALL"], Next: NOT_INSPECTED }],
    Next: next,
  };
}

function orNothing(expression: string): string {
  return `$exists(${expression}) ? ${expression} : ''`;
}
