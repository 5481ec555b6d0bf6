import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import type { Metric } from "../metrics/metric";

export const JOB_OUTCOMES = ["succeeded", "failed"] as const;

/** Runs of a job, counted by lines of the service's log. */
export function jobLineMetrics(
  plan: Plan,
  service: string,
  slo: string,
): Readonly<Record<(typeof JOB_OUTCOMES)[number], Metric>> {
  const read = (outcome: string): Metric => ({
    namespace: metricNamespace(plan),
    name: `${service}-${slo}-${outcome}`,
    dimensions: {},
    statistic: "Sum",
  });
  return { succeeded: read("succeeded"), failed: read("failed") };
}
