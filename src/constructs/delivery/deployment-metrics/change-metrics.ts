import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import type { Metric } from "../../observability/metrics/metric";

/**
 * The four keys of software delivery (DORA, "DORA's software delivery metrics"), of a service or of the whole plan.
 * A change is a deployment that a service's pipeline made, once ECS or CodeDeploy has settled how it ended.
 */
export interface ChangeMetrics {
  /** Changes that went out; how many there are in a time is the deployment frequency. */
  readonly deployed: Metric;
  /** Changes that were given up, and rolled back. */
  readonly failed: Metric;
  /** Seconds from the push that started the pipeline to the end of the deployment, of changes that went out. */
  readonly leadTime: Metric;
  /** Seconds until what failed was well again: a deployment after failed ones, or a burn-rate alarm that is over. */
  readonly timeToRestore: Metric;
}

export const CHANGE_METRICS = {
  deployed: "changes-deployed",
  failed: "changes-failed",
  leadTime: "change-lead-time",
  timeToRestore: "time-to-restore",
} as const;

/** Counts add up; of times the median tells more than a mean that one bad week moves. */
const STATISTICS: Readonly<Record<keyof ChangeMetrics, string>> = {
  deployed: "Sum",
  failed: "Sum",
  leadTime: "p50",
  timeToRestore: "p50",
};

/** @param service null for those of all services together */
export function changeMetrics(plan: Plan, service: string | null): ChangeMetrics {
  const metric = (key: keyof ChangeMetrics): Metric => ({
    namespace: metricNamespace(plan),
    name: CHANGE_METRICS[key],
    dimensions: service === null ? {} : { Service: service },
    statistic: STATISTICS[key],
  });
  return {
    deployed: metric("deployed"),
    failed: metric("failed"),
    leadTime: metric("leadTime"),
    timeToRestore: metric("timeToRestore"),
  };
}
