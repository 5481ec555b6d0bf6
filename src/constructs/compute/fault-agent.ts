import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, type Statement, trustPolicy } from "../core/policy";

/** IAM allows 64 characters (CreateRole). */
const ROLE_NAME_MAX_LENGTH = 64;

/**
 * A release of Amazon Linux 2023, whose package manager installs from the repository of that release alone: the agent
 * and its tools are pinned with the image (Amazon Linux user guide, "Deterministic upgrades").
 */
const IMAGE = "public.ecr.aws/amazonlinux/amazonlinux:2023.6.20250115.0";

/** CPU shares and MiB of the task that are set aside; the agent sleeps but for the minutes of an experiment. */
const CPU_SHARES = 32;
const MEMORY_RESERVATION_MIB = 128;

/** Tag by which AWS FIS knows such managed nodes; the role of a task may make no other. */
const SIDECAR_TAG = "FAULT_INJECTION_SIDECAR";

/** Tag in which AWS FIS looks for the task of a managed node. */
export const TASK_TAG = "ECS_TASK_ARN";

export interface FaultAgent {
  readonly roleName: string;
  /** What the role of the task needs for it. */
  readonly statements: readonly Statement[];
  /** Must be in place before the first task starts. */
  readonly policies: readonly TerraformResource[];
}

/**
 * The role that the tasks of a service have as managed nodes of Systems Manager (FIS user guide, "Use the AWS FIS
 * aws:ecs:task actions"): it hears commands, and takes itself away at the end.
 */
export function faultAgent(scope: Construct, plan: Plan, service: Service): FaultAgent {
  const name = resourceName(plan, [service.name, "fault-agent"], ROLE_NAME_MAX_LENGTH);
  const role = new IamRole(scope, "fault_agent_role", {
    name,
    description: `Tasks of ${service.name} as managed nodes, for experiments`,
    assumeRolePolicy: trustPolicy("ssm.amazonaws.com", plan.environment.account),
    tags: { service: service.name },
  });
  const core = new IamRolePolicyAttachment(scope, "fault_agent_core", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });
  const leave = new IamRolePolicy(scope, "fault_agent_policy", {
    name: "leave",
    role: role.name,
    policy: policyDocument(
      // AWS has no resource for it (service authorization reference).
      { Sid: "DeleteActivation", Action: "ssm:DeleteActivation", Resource: "*" },
      {
        Sid: "Deregister",
        Action: "ssm:DeregisterManagedInstance",
        Resource: planArn(plan, "ssm", "managed-instance/*"),
        Condition: { StringEquals: { [`ssm:resourceTag/${SIDECAR_TAG}`]: "true" } },
      },
    ),
  });
  return { roleName: name, statements: registration(role.arn), policies: [core, leave] };
}

function registration(roleArn: string): readonly Statement[] {
  return [
    {
      // Activations are no resources of IAM (service authorization reference): the tag is the limit.
      Sid: "RegisterForExperiments",
      Action: ["ssm:AddTagsToResource", "ssm:CreateActivation"],
      Resource: "*",
      Condition: { StringEquals: { [`aws:RequestTag/${SIDECAR_TAG}`]: "true" } },
    },
    {
      Sid: "PassFaultAgentRole",
      Action: "iam:PassRole",
      Resource: roleArn,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}

/**
 * The container beside the service's own. It may end without the task ending, so that a registry or repository that
 * cannot be reached costs the experiments and nothing else.
 */
export function faultAgentContainer(plan: Plan, roleName: string, logGroupName: string) {
  return {
    name: "amazon-ssm-agent",
    image: IMAGE,
    essential: false,
    cpu: CPU_SHARES,
    memoryReservation: MEMORY_RESERVATION_MIB,
    command: ["/bin/bash", "-c", AGENT_SCRIPT],
    environment: [
      { name: "AWS_REGION", value: plan.environment.region },
      { name: "MANAGED_INSTANCE_ROLE_NAME", value: roleName },
    ],
    readonlyRootFilesystem: false,
    privileged: false,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroupName,
        "awslogs-region": plan.environment.region,
        "awslogs-stream-prefix": "fault-agent",
        mode: "non-blocking",
      },
    },
  };
}

/**
 * Registers the task as a managed node with the tags that FIS looks for, runs the agent, and takes both away when the
 * task is told to stop. No brace follows a dollar sign: Terraform would read it.
 */
const AGENT_SCRIPT = `set -euo pipefail
dnf install --assumeyes --quiet amazon-ssm-agent awscli-2 jq procps-ng
task="$(curl --fail --silent --show-error "$ECS_CONTAINER_METADATA_URI_V4/task")"
arn="$(jq --exit-status --raw-output .TaskARN <<<"$task")"
zone="$(jq --exit-status --raw-output .AvailabilityZone <<<"$task")"
activation="$(aws ssm create-activation --region "$AWS_REGION" --registration-limit 1 \\
  --default-instance-name "$(basename "$arn")" --iam-role "$MANAGED_INSTANCE_ROLE_NAME" \\
  --tags "Key=${TASK_TAG},Value=$arn" "Key=ECS_TASK_AVAILABILITY_ZONE,Value=$zone" "Key=${SIDECAR_TAG},Value=true")"
id="$(jq --exit-status --raw-output .ActivationId <<<"$activation")"
code="$(jq --exit-status --raw-output .ActivationCode <<<"$activation")"
agent=""
leave() {
  node="$(jq --raw-output .ManagedInstanceID /var/lib/amazon/ssm/registration)"
  aws ssm delete-activation --region "$AWS_REGION" --activation-id "$id" || true
  aws ssm deregister-managed-instance --region "$AWS_REGION" --instance-id "$node" || true
  kill -TERM "$agent" || true
}
trap leave TERM INT
amazon-ssm-agent -register -y -id "$id" -code "$code" -region "$AWS_REGION"
amazon-ssm-agent &
agent=$!
wait "$agent"
`;
