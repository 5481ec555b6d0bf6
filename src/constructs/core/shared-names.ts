import type { Subject } from "../../evidence/evidence";
import { awsName } from "../../model/names";
import type { Plan } from "../../model/plan";
import { resourceName } from "./names";

/*
 * Names that more than one stack must agree on before anything is applied. Each limit is the AWS service's own.
 */

/** ECR repository that a service's pipeline pushes to: 256 characters. */
export function imageRepositoryName(plan: Plan, service: string): string {
  return resourceName(plan, [service], 256);
}

/** Tag, in the recovery region, of the image that runs in the plan's own: the one tag that moves from image to image. */
export const DEPLOYED_TAG = "deployed";

/** ECS cluster of the plan: 255 characters. */
export function ecsClusterName(plan: Plan): string {
  return resourceName(plan, [], 255);
}

/** CloudWatch log group of a service: 512 characters. */
export function serviceLogGroupName(plan: Plan, service: string): string {
  return `/opsplan/${plan.name}/${plan.environment.name}/${service}`;
}

/**
 * CloudWatch dashboard that shows a subject: a service's own, else the plan's. 255 characters. Dashboards belong to no
 * region (CloudWatch user guide), so that what stands in the recovery region is shown by the plan's own.
 */
export function dashboardName(plan: Plan, subject: Subject): string {
  return awsName([plan.name, plan.environment.name, ...(subject.kind === "service" ? [subject.name] : [])], 255);
}

/** CloudWatch dashboard of the plan's objectives. Names of a plan hold no `_`, so it is never a service's. */
export function sloDashboardName(plan: Plan): string {
  return `${resourceName(plan, [], 250)}_slo`;
}

/** CloudWatch dashboard of how changes are delivered; never a service's, for the same reason. */
export function deliveryDashboardName(plan: Plan): string {
  return `${resourceName(plan, [], 245)}_delivery`;
}

/** CloudWatch dashboard of what runs out. As above, never a service's. */
export function capacityDashboardName(plan: Plan): string {
  return `${resourceName(plan, [], 240)}_capacity`;
}

/** CodePipeline pipeline of a service: 100 characters. Failed executions are recognised by the name's beginning. */
export function pipelineName(plan: Plan, service: string): string {
  return resourceName(plan, [service], 100);
}

/** CodeDeploy application and deployment group of an `ec2-asg` service that a pipeline deploys: 100 characters each. */
export function deploymentGroupName(plan: Plan, service: string): string {
  return resourceName(plan, [service], 100);
}

/**
 * Prefix of a service's artefacts in the artefact bucket, with its `/`. CodePipeline decides it: the pipeline's name
 * cut to 20 characters, so services of a plan with a long name share one.
 */
export function artifactPrefix(plan: Plan, service: string): string {
  return `${pipelineName(plan, service).slice(0, 20)}/`;
}
