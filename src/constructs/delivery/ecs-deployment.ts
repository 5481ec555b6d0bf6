import { bakeSeconds } from "../../model/deployment";
import type { Plan, Service } from "../../model/plan";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import type { EcsOutputs } from "../core/stack-outputs";
import { bundleImage } from "./buildspec/bundle";
import type { Deployment } from "./deployment";
import { ecsServiceArn } from "./ecs-service-arn";

/** The action's maximum (CodePipeline user guide, ECS action). */
const TIMEOUT_MINUTES = 60;
/** Starting the new tasks and stopping the old ones, beside the bake times. */
const REPLACEMENT_MINUTES = 10;

/**
 * CodePipeline's ECS action: a new revision of the service's task definition with the new image. How the traffic moves,
 * rolling or by canary, and the rollback on an alarm belong to the ECS service. The pipeline's own rollback is for what
 * ECS leaves standing, such as a canary whose tasks never start.
 */
export function ecsDeployment(plan: Plan, service: Service, target: EcsOutputs): Deployment {
  return {
    bundle: [bundleImage("imagedefinitions.json", `[{"name":"${target.containerName}","imageUri":"%s"}]`)],
    action: {
      provider: "ECS",
      configuration: {
        ClusterName: target.clusterName,
        ServiceName: target.serviceName,
        FileName: "imagedefinitions.json",
        DeploymentTimeout: String(TIMEOUT_MINUTES),
      },
    },
    statements: ecsStatements(plan, target),
    rollsBackByPipeline: endsWithinTimeout(service),
  };
}

/** A deployment that bakes longer than the action waits would be rolled back for nothing. */
function endsWithinTimeout({ deployment }: Service): boolean {
  return bakeSeconds(deployment) / 60 + REPLACEMENT_MINUTES <= TIMEOUT_MINUTES;
}

function ecsStatements(plan: Plan, target: EcsOutputs): readonly Statement[] {
  const { clusterName, taskFamily } = target;
  const cluster = planArn(plan, "ecs", `cluster/${clusterName}`);
  return [
    {
      Sid: "UpdateService",
      Action: ["ecs:DescribeServices", "ecs:UpdateService"],
      Resource: ecsServiceArn(plan, target),
    },
    // AWS has no resource for either: a revision is known by its number only once it is registered.
    {
      Sid: "ReviseTaskDefinition",
      Action: ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"],
      Resource: "*",
    },
    {
      Sid: "TagTaskDefinition",
      Action: "ecs:TagResource",
      Resource: planArn(plan, "ecs", `task-definition/${taskFamily}:*`),
      Condition: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    {
      Sid: "FollowTasks",
      Action: "ecs:DescribeTasks",
      Resource: planArn(plan, "ecs", `task/${clusterName}/*`),
    },
    // The resource of ListTasks is a container instance, which Fargate has none of: the cluster bounds it instead.
    { Sid: "ListTasks", Action: "ecs:ListTasks", Resource: "*", Condition: { ArnEquals: { "ecs:cluster": cluster } } },
    {
      Sid: "PassTaskRoles",
      Action: "iam:PassRole",
      Resource: [target.taskRoleArn, target.executionRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}
