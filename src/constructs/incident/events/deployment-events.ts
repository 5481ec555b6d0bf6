import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { ecsClusterName } from "../../core/shared-names";
import type { EventSource } from "./event-source";

/** Deployments of the plan's services that failed: seen by ECS, and by the pipelines. */
export function deploymentEvents(plan: Plan): readonly EventSource[] {
  const onEcs = plan.services.some(({ runtime }) => runtime === "ecs-fargate");
  return [...(onEcs ? [deploymentFailed(plan)] : []), ...(plan.delivery.source === null ? [] : [pipelineFailed(plan)])];
}

function deploymentFailed(plan: Plan): EventSource {
  return {
    name: "deployment-failed",
    description: "ECS gave up a deployment",
    severity: "high",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: planArn(plan, "ecs", `service/${ecsClusterName(plan)}/`) }],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    },
    text: {
      title: "a deployment failed",
      details: ["Service <service>, deployment <deployment>.", "ECS at <time>: <reason>"],
      runbook: "deployment-failure",
      values: {
        service: "$.resources[0]",
        deployment: "$.detail.deploymentId",
        time: "$.time",
        reason: "$.detail.reason",
      },
    },
    capabilities: ["event-notification", "deployment-event"],
    ticket: null,
  };
}

function pipelineFailed(plan: Plan): EventSource {
  return {
    name: "pipeline-failed",
    description: "A pipeline of the plan failed",
    severity: "high",
    pattern: {
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Pipeline Execution State Change"],
      detail: { state: ["FAILED"], pipeline: [{ prefix: `${plan.name}-${plan.environment.name}-` }] },
    },
    text: {
      title: "pipeline <pipeline> failed",
      details: ["Execution <execution>, at <time>."],
      runbook: "deployment-failure",
      values: { pipeline: "$.detail.pipeline", execution: "$.detail.execution-id", time: "$.time" },
    },
    capabilities: ["event-notification", "deployment-event"],
    ticket: null,
  };
}
