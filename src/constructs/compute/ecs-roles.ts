import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Plan, Service } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, type Statement, trustPolicy } from "../core/policy";
import { imageRepositoryName } from "../core/shared-names";
import type { StoreOutputs } from "../core/stack-outputs";
import type { FaultAgent } from "./fault-agent";
import { secretReference, secretStatements } from "./secret-reference";
import { storeStatements } from "./store-access";

/** An IAM role's name: 64 characters (IAM quotas). */
const ROLE_NAME_MAX_LENGTH = 64;

export interface EcsRolesProps {
  readonly plan: Plan;
  readonly service: Service;
  readonly stores: readonly StoreOutputs[];
  readonly logGroupArn: string;
  readonly sessionLogGroupArn: string;
  readonly logsKeyArn: string;
  readonly dataKeyArn: string;
  readonly vpcId: string;
  /** null where no experiment reaches into the tasks; sessions do then. */
  readonly faultAgent: FaultAgent | null;
}

export interface EcsRoles {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  /** Must be in place before the first task starts. */
  readonly policies: readonly TerraformResource[];
}

/** The role ECS starts a service's tasks with, and the one its containers act as. */
export function ecsRoles(scope: Construct, props: EcsRolesProps): EcsRoles {
  const { name } = props.service;
  const execution = taskRole(scope, props, "execution", `Starts the tasks of ${name}`, executionStatements(props));
  const task = taskRole(scope, props, "task", `What the containers of ${name} may do`, taskStatements(props));
  return {
    executionRoleArn: execution.role.arn,
    taskRoleArn: task.role.arn,
    policies: [execution.policy, task.policy, ...(props.faultAgent === null ? [] : props.faultAgent.policies)],
  };
}

function taskRole(
  scope: Construct,
  { plan, service }: EcsRolesProps,
  kind: "execution" | "task",
  description: string,
  statements: readonly Statement[],
) {
  const role = new IamRole(scope, `${kind}_role`, {
    name: resourceName(plan, [service.name, kind], ROLE_NAME_MAX_LENGTH),
    description,
    assumeRolePolicy: policyDocument(assumedByTasks(plan)),
    tags: { service: service.name },
  });
  const policy = new IamRolePolicy(scope, `${kind}_policy`, {
    name: kind,
    role: role.name,
    policy: policyDocument(...statements),
  });
  return { role, policy };
}

function assumedByTasks(plan: Plan): Statement {
  return {
    Sid: "AssumedByTasks",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": plan.environment.account },
      ArnLike: { "aws:SourceArn": planArn(plan, "ecs", "*") },
    },
  };
}

function executionStatements({ plan, service, logGroupArn }: EcsRolesProps): readonly Statement[] {
  return [
    ...imagePullStatements(plan, service),
    threatDetectionAgent(plan),
    { Sid: "WriteLogs", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
    ...secretStatements(Object.values(service.secrets).map(secretReference)),
  ];
}

/** Pulling the images that the service's pipeline builds. Public images need no permission. */
export function imagePullStatements(plan: Plan, service: Service): readonly Statement[] {
  return [
    // AWS defines no resource for it: the token is the account's.
    { Sid: "SignInToRegistry", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "PullImage",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: planArn(plan, "ecr", `repository/${imageRepositoryName(plan, service.name)}`),
    },
  ];
}

/**
 * GuardDuty adds its agent to Fargate tasks, whether this plan or the organisation switched it on. Its image is in an
 * account of AWS's that differs by region (GuardDuty user guide, "Prerequisites for AWS Fargate support").
 */
function threatDetectionAgent({ environment }: Plan): Statement {
  return {
    Sid: "PullThreatDetectionAgent",
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Resource: `arn:aws:ecr:${environment.region}:*:repository/aws-guardduty-agent-fargate`,
  };
}

function taskStatements(props: EcsRolesProps): readonly Statement[] {
  const { plan, service, stores, dataKeyArn, vpcId, faultAgent } = props;
  return [
    ...storeStatements(plan, service.name, stores, dataKeyArn, vpcId),
    ...(faultAgent === null ? sessionStatements(props) : faultAgent.statements),
  ];
}

/** Sessions into a running container (`aws ecs execute-command`), logged and encrypted. */
function sessionStatements({ sessionLogGroupArn, logsKeyArn }: EcsRolesProps): readonly Statement[] {
  return [
    {
      Sid: "OpenSessionChannels",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      // AWS defines no resource for these.
      Resource: "*",
    },
    // The session's own key exchange. Log groups stay closed: CloudWatch Logs decrypts them only through its API.
    { Sid: "DecryptSession", Action: "kms:Decrypt", Resource: logsKeyArn },
    // AWS defines no resource for listing log groups by prefix.
    { Sid: "FindSessionLogGroup", Action: "logs:DescribeLogGroups", Resource: "*" },
    {
      Sid: "WriteSessionLog",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [sessionLogGroupArn, `${sessionLogGroupArn}:*`],
    },
  ];
}

export interface TrafficShiftRole {
  readonly arn: string;
  /** Must be in place before the service's first deployment. */
  readonly policy: IamRolePolicyAttachment;
}

/** The role with which ECS moves tasks and traffic between a service's two target groups. */
export function trafficShiftRole(scope: Construct, plan: Plan, service: Service): TrafficShiftRole {
  const role = new IamRole(scope, "traffic_role", {
    name: resourceName(plan, [service.name, "traffic"], ROLE_NAME_MAX_LENGTH),
    description: `Shifts traffic between the target groups of ${service.name}`,
    // As AWS documents this role's trust: nothing says that ECS sends a source account when it assumes it.
    assumeRolePolicy: trustPolicy("ecs.amazonaws.com", null),
    tags: { service: service.name },
  });
  // AWS's own policy rather than a narrower copy: it was revised four times in its first seven months, and a
  // deployment that lacks a permission stops half way between two versions.
  const policy = new IamRolePolicyAttachment(scope, "traffic_policy", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
  });
  return { arn: role.arn, policy };
}
