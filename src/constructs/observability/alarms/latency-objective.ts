import type { Plan, Service } from "../../../model/plan";

/** Seconds that an answer may take where neither the service nor the plan says: the limit of a user's train of thought
 * (J. Nielsen, Usability Engineering, 1993). */
const UNSTATED_SECONDS = 1;

export interface LatencyObjective {
  /** CloudWatch statistic: `p99`. */
  readonly statistic: string;
  readonly seconds: number;
}

/** What counts as slow: the service's first latency SLO at its own percentile, else the plan's p99, else a second. */
export function latencyObjective(plan: Plan, service: Service): LatencyObjective {
  const slo = service.slos.find(({ sli }) => sli === "http-latency");
  if (slo !== undefined && slo.thresholdMilliseconds !== null) {
    return { statistic: `p${slo.target.percent}`, seconds: slo.thresholdMilliseconds / 1000 };
  }
  const { latency } = plan.requirements;
  return { statistic: "p99", seconds: latency === undefined ? UNSTATED_SECONDS : latency.p99.milliseconds / 1000 };
}
