import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { ecsClusterName } from "../../core/shared-names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import type { PIPELINE_METRICS } from "./delivery-metrics";

const PIPELINE_EVENT = "CodePipeline Pipeline Execution State Change";
const ACTION_EVENT = "CodePipeline Action Execution State Change";
const ECS_EVENT = "ECS Deployment State Change";

const RUN = `($.detail-type = "${PIPELINE_EVENT}")`;
const TRIGGER = "$.detail.execution-trigger.trigger-type";

/**
 * A pipeline that rolls a stage back does so by a run of its own, started as `AutomatedRollback`: its success is no
 * delivery. Retries of a failed stage do count: each is an attempt. So does a rejected approval, as a failed run: the
 * event does not tell it from others. Deployments are counted by what follows each to its end (deployment-metrics).
 */
export const PIPELINE_PATTERNS: Readonly<Record<keyof typeof PIPELINE_METRICS, string>> = {
  pipelineSucceeded: `{ ${RUN} && ($.detail.state = "SUCCEEDED") && ((${TRIGGER} NOT EXISTS) || (${TRIGGER} != "AutomatedRollback")) }`,
  pipelineFailed: `{ ${RUN} && ($.detail.state = "FAILED") }`,
};

export interface DeliveryRule {
  /** Words of the rule's name after the environment. */
  readonly name: string;
  readonly description: string;
  /** EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** Everything that changes what runs, for the count and as a timeline to lay beside an incident. */
export function deliveryRules(plan: Plan, services: readonly ServiceOutputs[]): readonly DeliveryRule[] {
  // By prefix: a list of names would outgrow the 2,048 characters of a pattern (EventBridge quotas).
  const pipelines = [{ prefix: `${plan.name}-${plan.environment.name}-` }];
  const onEcs = services.some(({ compute }) => compute.runtime === "ecs-fargate");
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
    ...(onEcs ? [ecsRule(plan)] : []),
    ...(onInstances ? [codeDeployRule(plan)] : []),
  ];
}

function ecsRule(plan: Plan): DeliveryRule {
  return {
    name: "delivery-ecs",
    description: "Deployments of the plan's services on ECS, for the log of deliveries",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": [ECS_EVENT],
      resources: [{ prefix: planArn(plan, "ecs", `service/${ecsClusterName(plan)}/`) }],
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
