import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { noDataStatements, scriptObjects } from "../../core/no-data-statements";
import type { Statement } from "../../core/policy";
import type { MasterSecretOutputs } from "../../core/stack-outputs";
import { stateObjects, stateReadStatements } from "../../core/state-read-statements";
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
  const states = stateObjects(plan);
  if (states === null) return [];
  return [
    // What Terraform asks of a connection and of state machines, and the managed policy may lack.
    {
      Sid: "ReadConnectionTags",
      Action: ["codeconnections:ListTagsForResource", "codestar-connections:ListTagsForResource"],
      Resource: connectionArn,
    },
    // AWS has no resource for this call: it judges a definition that it is given.
    { Sid: "ValidateDefinitions", Action: "states:ValidateStateMachineDefinition", Resource: "*" },
    ...stateReadStatements(plan),
    // Scripts are resources of the plan, and Terraform looks at them.
    ...noDataStatements({ plan, objects: [states, ...scriptObjects(plan)] }),
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
