import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan, Service } from "../../../model/plan";
import { pipelineName } from "../../core/shared-names";
import type { Metric } from "../../observability/metrics/metric";

/** How often a service was delivered, and how it ended. Nothing is reported on quiet days. */
export interface DeliveryMetrics {
  /** Runs of the service's pipeline that ended well; not the runs by which a pipeline rolls a stage back. */
  readonly pipelineSucceeded: Metric;
  readonly pipelineFailed: Metric;
  /** Deployments that a pipeline made and that ended well. */
  readonly deploymentCompleted: Metric;
  /** Deployments that were given up, each of which is rolled back. */
  readonly deploymentFailed: Metric;
}

/** Names of the metrics that one filter counts for all pipelines, by the dimension `Pipeline`. */
export const PIPELINE_METRICS = {
  pipelineSucceeded: "pipeline-succeeded",
  pipelineFailed: "pipeline-failed",
  deploymentCompleted: "deployment-completed",
  deploymentFailed: "deployment-failed",
} as const;

/** The share of failures is failed ÷ (failed + succeeded), and likewise for deployments, of sums over any time. */
export function deliveryMetrics(plan: Plan, { name, runtime }: Pick<Service, "name" | "runtime">): DeliveryMetrics {
  const namespace = metricNamespace(plan);
  const ofPipeline = (kind: keyof typeof PIPELINE_METRICS): Metric => ({
    namespace,
    name: PIPELINE_METRICS[kind],
    dimensions: { Pipeline: pipelineName(plan, name) },
    statistic: "Sum",
  });
  return {
    pipelineSucceeded: ofPipeline("pipelineSucceeded"),
    pipelineFailed: ofPipeline("pipelineFailed"),
    deploymentCompleted: ofPipeline("deploymentCompleted"),
    deploymentFailed:
      runtime === "ecs-fargate"
        ? { namespace, name: ecsFailureName(name), dimensions: {}, statistic: "Sum" }
        : ofPipeline("deploymentFailed"),
  };
}

/** ECS names the service by its ARN in a list, which no dimension can be made of: a metric for each. */
export function ecsFailureName(service: string): string {
  return `${service}-deployment-failed`;
}
