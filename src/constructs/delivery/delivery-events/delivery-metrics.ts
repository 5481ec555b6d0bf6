import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan, Service } from "../../../model/plan";
import { pipelineName } from "../../core/shared-names";
import type { Metric } from "../../observability/metrics/metric";

/** How often a service's pipeline ran, and how it ended. Nothing is reported on quiet days. */
export interface DeliveryMetrics {
  /** Runs of the service's pipeline that ended well; not the runs by which a pipeline rolls a stage back. */
  readonly pipelineSucceeded: Metric;
  readonly pipelineFailed: Metric;
}

/** Names of the metrics that one filter counts for all pipelines, by the dimension `Pipeline`. */
export const PIPELINE_METRICS = {
  pipelineSucceeded: "pipeline-succeeded",
  pipelineFailed: "pipeline-failed",
} as const;

/** The share of failures is failed ÷ (failed + succeeded), of sums over any time. */
export function deliveryMetrics(plan: Plan, { name }: Pick<Service, "name">): DeliveryMetrics {
  const ofPipeline = (kind: keyof typeof PIPELINE_METRICS): Metric => ({
    namespace: metricNamespace(plan),
    name: PIPELINE_METRICS[kind],
    dimensions: { Pipeline: pipelineName(plan, name) },
    statistic: "Sum",
  });
  return { pipelineSucceeded: ofPipeline("pipelineSucceeded"), pipelineFailed: ofPipeline("pipelineFailed") };
}
