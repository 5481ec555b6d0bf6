import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import type { MasterSecretOutputs } from "../../core/stack-outputs";
import { TICKET_REQUEST_DETAIL_TYPE, TICKET_REQUEST_SOURCE } from "../../core/ticket-request";
import type { EnabledCheck } from "./enabled-checks";

export interface CheckStatementsProps {
  readonly plan: Plan;
  readonly connectionArn: string;
  readonly logGroupArn: string;
  readonly checks: readonly EnabledCheck[];
  /** Secrets that Terraform wrote a first version of. */
  readonly secrets: readonly MasterSecretOutputs[];
}

/** What the build of the checks may do. Nothing in it changes anything but its log and the tickets it asks for. */
export function checkStatements(props: CheckStatementsProps): readonly Statement[] {
  const { plan, connectionArn, logGroupArn, checks, secrets } = props;
  const has = (name: EnabledCheck["name"]) => checks.some((check) => check.name === name);
  return [
    { Sid: "WriteLogs", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
    {
      Sid: "ReadSource",
      // Connections made under the service's earlier name keep their ARN and its actions.
      Action: ["codeconnections", "codestar-connections"].flatMap((service) =>
        ["GetConnection", "GetConnectionToken", "UseConnection"].map((action) => `${service}:${action}`),
      ),
      Resource: connectionArn,
    },
    {
      Sid: "AskForTickets",
      Action: "events:PutEvents",
      Resource: planArn(plan, "events", "event-bus/default"),
      Condition: {
        StringEquals: { "events:source": TICKET_REQUEST_SOURCE, "events:detail-type": TICKET_REQUEST_DETAIL_TYPE },
      },
    },
    // AWS has no resource for these calls.
    ...(has("recurring-tickets") ? [{ Sid: "ReadTickets", Action: "ssm:DescribeOpsItems", Resource: "*" }] : []),
    ...(has("compute-optimizer") ? [READ_RECOMMENDATIONS] : []),
    ...(has("infrastructure-drift") ? driftStatements(plan, connectionArn, secrets) : []),
  ];
}

/** Compute Optimizer also asks for the right to see what it recommends for (user guide, controlling access). */
const READ_RECOMMENDATIONS: Statement = {
  Sid: "ReadRecommendations",
  Action: [
    "autoscaling:DescribeAutoScalingGroups",
    "autoscaling:DescribeAutoScalingInstances",
    "compute-optimizer:GetAutoScalingGroupRecommendations",
    "compute-optimizer:GetECSServiceRecommendations",
    "ec2:DescribeInstances",
    "ecs:ListClusters",
    "ecs:ListServices",
  ],
  Resource: "*",
};

/**
 * The state of the plan's own stacks, read only: the check takes no lock. The rest of the account is read by the managed
 * policy beside this one, whose rights to data are taken away here: Terraform reads settings, never contents.
 */
function driftStatements(
  plan: Plan,
  connectionArn: string,
  secrets: readonly MasterSecretOutputs[],
): readonly Statement[] {
  const { state, environment } = plan;
  const there = plan.recovery?.region ?? null;
  const regions = [environment.region, ...(there === null ? [] : [there])];
  if (state.kind !== "s3") return [];
  const folder = `opsplan/${plan.name}/${environment.name}`;
  const bucket = `arn:aws:s3:::${state.bucket}`;
  const objects = `${bucket}/${folder}/*`;
  return [
    // What Terraform asks of a connection and of state machines, and the managed policy may lack.
    {
      Sid: "ReadConnectionTags",
      Action: ["codeconnections:ListTagsForResource", "codestar-connections:ListTagsForResource"],
      Resource: connectionArn,
    },
    // AWS has no resource for this call: it judges a definition that it is given.
    { Sid: "ValidateDefinitions", Action: "states:ValidateStateMachineDefinition", Resource: "*" },
    { Sid: "ReadState", Action: "s3:GetObject", Resource: objects },
    {
      Sid: "ListState",
      Action: "s3:ListBucket",
      Resource: bucket,
      // Terraform looks for workspaces below `env:/`, which these stacks have none of.
      Condition: { StringLike: { "s3:prefix": [`${folder}/*`, "env:/*"] } },
    },
    ...(state.kmsKeyArn === null ? [] : [{ Sid: "DecryptState", Action: "kms:Decrypt", Resource: state.kmsKeyArn }]),
    {
      Sid: "NoObjects",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      // Scripts of canaries and of the load test are resources of the plan, and Terraform looks at them.
      NotResource: [
        objects,
        "arn:aws:s3:::*/canaries/*/probe.zip",
        ...(plan.resilience.loadTest === null ? [] : ["arn:aws:s3:::*/load-test/*"]),
      ],
    },
    {
      Sid: "NoParameters",
      Effect: "Deny",
      Action: ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"],
      // Public parameters of AWS: the machine images of instances, in every region that has some.
      NotResource: regions.map((region) => `arn:aws:ssm:${region}::parameter/aws/service/*`),
    },
    { Sid: "NoData", Effect: "Deny", Action: DATA_ACTIONS, Resource: "*" },
    ...secretStatements(plan, secrets),
  ];
}

/**
 * No secret, but for the versions that Terraform wrote and looks at whenever it plans: rotation ended their passwords
 * minutes after they were made. The deny names the versions, so that a current one is out of reach whatever else allows.
 */
function secretStatements(plan: Plan, secrets: readonly MasterSecretOutputs[]): readonly Statement[] {
  const action = "secretsmanager:GetSecretValue";
  if (secrets.length === 0) return [{ Sid: "NoSecrets", Effect: "Deny", Action: action, Resource: "*" }];
  const versions = { "secretsmanager:VersionId": secrets.map(({ initialVersionId }) => initialVersionId) };
  const { region, account } = plan.environment;
  return [
    { Sid: "NoSecrets", Effect: "Deny", Action: action, Resource: "*", Condition: { StringNotEquals: versions } },
    {
      Sid: "ReadFirstVersions",
      Action: action,
      Resource: secrets.map(({ arn }) => arn),
      Condition: { StringEquals: versions },
    },
    {
      // The secret's version, which its encryption context names, says more than the key would.
      Sid: "DecryptFirstVersions",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: {
          "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
          "kms:EncryptionContext:SecretARN": secrets.map(({ arn }) => arn),
          "kms:EncryptionContext:SecretVersionId": secrets.map(({ initialVersionId }) => initialVersionId),
        },
      },
    },
  ];
}

/** Contents of tables, queues, streams and logs, and of secrets by the batch, which the managed policy would also let it read. */
const DATA_ACTIONS: readonly string[] = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kinesis:GetRecords",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartQuery",
  "rds:DownloadCompleteDBLogFile",
  "rds:DownloadDBLogFilePortion",
  "secretsmanager:BatchGetSecretValue",
  "sqs:ReceiveMessage",
];
