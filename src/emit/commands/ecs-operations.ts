import type { HandlesOf } from "../../evidence/evidence";
import { type AwsOptions, aws, awsInto } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import type { ServiceOperations } from "./service-operations";
import { expression, variable } from "./shell";

type Handles = HandlesOf<"ecs-service">;

/** Commands for a service on ECS. Without a scaling target its count is moved directly. */
export function ecsOperations(
  { cluster, service, container }: Handles,
  target: HandlesOf<"scaling-target"> | null,
  region: string,
): ServiceOperations {
  const describe = (query: string, output: "json" | "table") =>
    aws("ecs describe-services", { cluster, services: service, query, output }, region);
  const update = (options: AwsOptions) =>
    aws("ecs update-service", { cluster, service, ...options, query: "service.deployments[0].rolloutState" }, region);
  const setCount = (count: number) => update({ "desired-count": count });
  return {
    words: `ECS service ${service}`,
    status: describe(
      "services[0].{desired:desiredCount,running:runningCount,pending:pendingCount,deployments:deployments[].[status,rolloutState,runningCount,taskDefinition]}",
      "json",
    ),
    events: describe("services[0].events[:10].[createdAt,message]", "table"),
    failures: stoppedTasks(cluster, service, region),
    load: ["CPUUtilization", "MemoryUtilization"].map((name) => utilisation(name, cluster, service, region)).join("\n"),
    shell: shellOnTask(cluster, service, container, region),
    restart: update({ "force-new-deployment": true }),
    setCount,
    ...scaling(target, region, setCount),
  };
}

type ScalingPart = Pick<ServiceOperations, "scalingPolicies" | "scheduledActions" | "setRange">;

function scaling(
  target: HandlesOf<"scaling-target"> | null,
  region: string,
  setCount: (count: number) => string,
): ScalingPart {
  if (target === null) {
    const none = "# no scaling target: the number of tasks changes by hand only";
    return { scalingPolicies: none, scheduledActions: none, setRange: setCount };
  }
  const id = { "service-namespace": target.namespace, "resource-id": target.resourceId };
  return {
    scalingPolicies: aws("application-autoscaling describe-scaling-policies", id, region),
    scheduledActions: aws("application-autoscaling describe-scheduled-actions", id, region),
    setRange: (min, max) =>
      aws(
        "application-autoscaling register-scalable-target",
        { ...id, "scalable-dimension": target.dimension, "min-capacity": min, "max-capacity": max },
        region,
      ),
  };
}

function stoppedTasks(cluster: string, service: string, region: string): string {
  const query = "tasks[].{at:stoppedAt,code:stopCode,why:stoppedReason,containers:containers[].[name,exitCode,reason]}";
  return [
    awsInto(
      "TASKS",
      "ecs list-tasks",
      "taskArns[:20]",
      { cluster, "service-name": service, "desired-status": "STOPPED" },
      region,
    ),
    `[ -z "$TASKS" ] || ${aws("ecs describe-tasks", { cluster, tasks: expression("$TASKS"), query }, region)}`,
  ].join("\n");
}

function shellOnTask(cluster: string, service: string, container: string, region: string): string {
  return [
    awsInto(
      "TASK",
      "ecs list-tasks",
      "taskArns[0]",
      { cluster, "service-name": service, "desired-status": "RUNNING" },
      region,
    ),
    aws(
      "ecs execute-command",
      { cluster, task: variable("TASK"), container, interactive: true, command: "/bin/sh" },
      region,
    ),
  ].join("\n");
}

function utilisation(name: string, cluster: string, service: string, region: string): string {
  const dimensions = [dimension("ClusterName", cluster), dimension("ServiceName", service)];
  return lastHourOf({ namespace: "AWS/ECS", name, dimensions, statistic: "Maximum", region });
}
