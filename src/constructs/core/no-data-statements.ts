import type { Plan } from "../../model/plan";
import type { Statement } from "./policy";

export interface NoDataProps {
  readonly plan: Plan;
  /** ARNs of the objects that may be read: states, and objects that are resources of the plan. */
  readonly objects: readonly string[];
}

/** Denies what holds data to a role that reads settings only. Secrets are the caller's to deny. */
export function noDataStatements({ plan, objects }: NoDataProps): readonly Statement[] {
  const { environment, recovery } = plan;
  const there = recovery?.region ?? null;
  const regions = [environment.region, ...(there === null ? [] : [there])];
  return [
    {
      Sid: "NoObjects",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      NotResource: [...objects],
    },
    {
      Sid: "NoParameters",
      Effect: "Deny",
      Action: ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"],
      NotResource: [
        // Public parameters of AWS: the machine images of instances, in every region that has some.
        ...regions.map((region) => `arn:aws:ssm:${region}::parameter/aws/service/*`),
        // Parameters that are resources of the plan hold names, never a secret.
        `arn:aws:ssm:*:${environment.account}:parameter/opsplan/${plan.name}/${environment.name}/*`,
      ],
    },
    { Sid: "NoData", Effect: "Deny", Action: DATA_ACTIONS, Resource: "*" },
  ];
}

/** Scripts in the artefact bucket that are resources of the plan: of canaries, load tests and validations. */
export function scriptObjects({ resilience }: Plan): readonly string[] {
  return [
    "arn:aws:s3:::*/canaries/*/probe.zip",
    "arn:aws:s3:::*/functions/*/validation.zip",
    ...(resilience.loadTest === null ? [] : ["arn:aws:s3:::*/load-test/*"]),
  ];
}

/** Contents of tables, queues, streams and logs, of instances and queries, and of secrets by the batch. */
const DATA_ACTIONS: readonly string[] = [
  "athena:GetQueryResults",
  "athena:GetQueryResultsStream",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetPasswordData",
  "kinesis:GetRecords",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartQuery",
  "macie2:GetSensitiveDataOccurrences",
  "rds:DownloadCompleteDBLogFile",
  "rds:DownloadDBLogFilePortion",
  "secretsmanager:BatchGetSecretValue",
  "sqs:ReceiveMessage",
];
