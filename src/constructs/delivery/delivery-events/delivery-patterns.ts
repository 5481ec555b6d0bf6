import type { Plan } from "../../../model/plan";
import { pipelineName } from "../../core/shared-names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { ecsServiceArn } from "../ecs-service-arn";

const PIPELINE_EVENT = "CodePipeline Pipeline Execution State Change";
const ACTION_EVENT = "CodePipeline Action Execution State Change";
const ECS_EVENT = "ECS Deployment State Change";

/** Filter patterns of CloudWatch Logs that count a service's deliveries in the log of delivery events. */
export interface DeliveryPatterns {
  readonly pipelineSucceeded: string;
  readonly pipelineFailed: string;
  readonly deploymentCompleted: string;
  readonly deploymentFailed: string;
}

/**
 * What counts, and what would count twice.
 *
 * - A pipeline that rolls a stage back does so by a run of its own, started as `AutomatedRollback`: its success is no
 *   delivery. Retries of a failed stage do count: each is an attempt. So does a rejected approval, as a failed run: the
 *   event does not tell it from others.
 * - A deployment is complete when the pipeline's Deploy action is. ECS reports the completion of rollbacks and of mere
 *   restarts in the same words, and CodeDeploy makes a deployment of its own for each rollback and for each instance that
 *   the group adds; neither event says which it is.
 * - A deployment on ECS has failed when ECS says so, by circuit breaker or by alarm, once for each. The pipeline's action
 *   is no witness: it waits for a steady service, and a service that was rolled back is steady. On instances the action
 *   fails with CodeDeploy's deployment, stopped by an alarm or failed, and the rollback after it is not its own.
 */
export function deliveryPatterns(plan: Plan, service: ServiceOutputs): DeliveryPatterns {
  const pipeline = `($.detail.pipeline = "${pipelineName(plan, service.name)}")`;
  const run = `($.detail-type = "${PIPELINE_EVENT}") && ${pipeline}`;
  const action = `($.detail-type = "${ACTION_EVENT}") && ($.detail.type.category = "Deploy") && ${pipeline}`;
  const trigger = "$.detail.execution-trigger.trigger-type";
  return {
    pipelineSucceeded: `{ ${run} && ($.detail.state = "SUCCEEDED") && ((${trigger} NOT EXISTS) || (${trigger} != "AutomatedRollback")) }`,
    pipelineFailed: `{ ${run} && ($.detail.state = "FAILED") }`,
    deploymentCompleted: `{ ${action} && ($.detail.state = "SUCCEEDED") }`,
    deploymentFailed:
      service.compute.runtime === "ecs-fargate"
        ? `{ ($.detail-type = "${ECS_EVENT}") && ($.detail.eventName = "SERVICE_DEPLOYMENT_FAILED") && ($.resources[0] = "${ecsServiceArn(plan, service.compute)}") }`
        : `{ ${action} && ($.detail.state = "FAILED") }`,
  };
}

export interface DeliveryRule {
  /** Words of the rule's name after the environment. */
  readonly name: string;
  readonly description: string;
  /** EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** Everything that changes what runs, for the count and as a timeline to lay beside an incident. */
export function deliveryRules(plan: Plan, services: readonly ServiceOutputs[]): readonly DeliveryRule[] {
  const pipelines = services.map(({ name }) => pipelineName(plan, name));
  const ecs = services.flatMap(({ compute }) =>
    compute.runtime === "ecs-fargate" ? [ecsServiceArn(plan, compute)] : [],
  );
  const onInstances = services.some(({ compute }) => compute.runtime === "ec2-asg");
  return [
    {
      name: "delivery-pipelines",
      description: "Runs of the plan's pipelines, for the log of deliveries",
      pattern: {
        source: ["aws.codepipeline"],
        "detail-type": [PIPELINE_EVENT],
        detail: { state: ["SUCCEEDED", "FAILED"], pipeline: pipelines },
      },
    },
    {
      name: "delivery-actions",
      description: "Deployments by the plan's pipelines, for the log of deliveries",
      pattern: {
        source: ["aws.codepipeline"],
        "detail-type": [ACTION_EVENT],
        detail: { state: ["SUCCEEDED", "FAILED"], pipeline: pipelines, type: { category: ["Deploy"] } },
      },
    },
    ...(ecs.length === 0 ? [] : [ecsRule(ecs)]),
    ...(onInstances ? [codeDeployRule(plan)] : []),
  ];
}

function ecsRule(services: readonly string[]): DeliveryRule {
  return {
    name: "delivery-ecs",
    description: "Deployments of the plan's services on ECS, for the log of deliveries",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": [ECS_EVENT],
      resources: services,
      detail: {
        // The beginning alone says in its reason whether it is a rollback.
        eventName: ["SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED", "SERVICE_DEPLOYMENT_FAILED"],
      },
    },
  };
}

/** Applications bear the names of the plan's services; a deployment that an alarm stops ends as `STOP`. */
function codeDeployRule(plan: Plan): DeliveryRule {
  return {
    name: "delivery-instances",
    description: "Deployments to the plan's instances, for the log of deliveries",
    pattern: {
      source: ["aws.codedeploy"],
      "detail-type": ["CodeDeploy Deployment State-change Notification"],
      detail: {
        state: ["SUCCESS", "FAILURE", "STOP"],
        application: [{ prefix: `${plan.name}-${plan.environment.name}-` }],
      },
    },
  };
}
