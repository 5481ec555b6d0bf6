import type { HandlesOf } from "../../evidence/evidence";
import { aws, awsInto } from "./aws";
import { variable } from "./shell";

type Handles = HandlesOf<"ecs-service">;

/** The service's deployments of the last weeks, newest last, with how each ended. */
export function serviceDeployments({ cluster, service }: Handles, region: string): string {
  return aws(
    "ecs list-service-deployments",
    {
      cluster,
      service,
      query: "sort_by(serviceDeployments,&createdAt)[].[createdAt,status,statusReason,serviceDeploymentArn]",
    },
    region,
  );
}

/** How far the newest deployment is: `POST_TEST_TRAFFIC_SHIFT`, `PRODUCTION_TRAFFIC_SHIFT`, `BAKE_TIME`. */
export function deploymentStage({ cluster, service }: Handles, region: string): string {
  return [
    awsInto(
      "DEPLOYMENT",
      "ecs list-service-deployments",
      "sort_by(serviceDeployments,&createdAt)[-1].serviceDeploymentArn",
      { cluster, service },
      region,
    ),
    aws(
      "ecs describe-service-deployments",
      {
        "service-deployment-arns": variable("DEPLOYMENT"),
        query:
          "serviceDeployments[0].{status:status,stage:lifecycleStage,reason:statusReason,alarms:alarms.triggeredAlarmNames,rollback:rollback.reason}",
      },
      region,
    ),
  ].join("\n");
}

/** Stops the deployment that runs now; ECS puts the version before back. */
export function stopServiceDeployment({ cluster, service }: Handles, region: string): string {
  return [
    awsInto(
      "DEPLOYMENT",
      "ecs list-service-deployments",
      "serviceDeployments[0].serviceDeploymentArn",
      { cluster, service, status: ["PENDING", "IN_PROGRESS"] },
      region,
    ),
    aws(
      "ecs stop-service-deployment",
      { "service-deployment-arn": variable("DEPLOYMENT"), "stop-type": "ROLLBACK" },
      region,
    ),
  ].join("\n");
}

/** Deploys the task definition of the last deployment but one that succeeded. */
export function redeployPrevious({ cluster, service }: Handles, region: string): string {
  return [
    awsInto(
      "DEPLOYMENT",
      "ecs list-service-deployments",
      "sort_by(serviceDeployments,&createdAt)[-2].serviceDeploymentArn",
      { cluster, service, status: "SUCCESSFUL" },
      region,
    ),
    awsInto(
      "REVISION",
      "ecs describe-service-deployments",
      "serviceDeployments[0].targetServiceRevision.arn",
      { "service-deployment-arns": variable("DEPLOYMENT") },
      region,
    ),
    awsInto(
      "PREVIOUS",
      "ecs describe-service-revisions",
      "serviceRevisions[0].taskDefinition",
      { "service-revision-arns": variable("REVISION") },
      region,
    ),
    aws(
      "ecs update-service",
      { cluster, service, "task-definition": variable("PREVIOUS"), query: "service.taskDefinition" },
      region,
    ),
  ].join("\n");
}

/** Waits until one version runs in the wanted number; ends with an error after ten minutes. */
export function waitUntilStable({ cluster, service }: Handles, region: string): string {
  return aws("ecs wait services-stable", { cluster, services: service }, region);
}
