import type { Plan } from "../../../model/plan";
import type { Metric } from "../../observability/metrics/metric";

/** How often a service was delivered, and how it ended. Counts without dimensions; nothing is reported on quiet days. */
export interface DeliveryMetrics {
  /** Runs of the service's pipeline that ended well; not the runs by which a pipeline rolls a stage back. */
  readonly pipelineSucceeded: Metric;
  readonly pipelineFailed: Metric;
  /** Deployments that a pipeline made and that ended well. */
  readonly deploymentCompleted: Metric;
  /** Deployments that were given up, each of which is rolled back. */
  readonly deploymentFailed: Metric;
}

/** The share of failures is failed ÷ (failed + succeeded), and likewise for deployments, of sums over any time. */
export function deliveryMetrics(plan: Plan, service: string): DeliveryMetrics {
  const count = (words: string): Metric => ({
    namespace: `opsplan/${plan.name}/${plan.environment.name}`,
    name: `${service}-${words}`,
    dimensions: {},
    statistic: "Sum",
  });
  return {
    pipelineSucceeded: count("pipeline-succeeded"),
    pipelineFailed: count("pipeline-failed"),
    deploymentCompleted: count("deployment-completed"),
    deploymentFailed: count("deployment-failed"),
  };
}
