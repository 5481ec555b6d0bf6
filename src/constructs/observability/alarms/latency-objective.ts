import type { Plan, Service } from "../../../model/plan";

/** Seconds that an answer may take where neither the service nor the plan says: the limit of a user's train of thought
 * (J. Nielsen, Usability Engineering, 1993). */
const UNSTATED_SECONDS = 1;

export interface LatencyObjective {
  /** CloudWatch statistic: `p99`. */
  readonly statistic: string;
  readonly seconds: number;
}

/**
 * What counts as slow: the strictest threshold of the service's latency SLOs at that one's own percentile, else the
 * plan's p99, else a second. Of two with one threshold the one that more requests must meet. Not what CloudFront
 * measures: it is the answer of all origins together.
 */
export function latencyObjective(plan: Plan, service: Service): LatencyObjective {
  const [strictest] = service.slos
    .flatMap(({ sli, source, thresholdMilliseconds, target }) =>
      sli === "http-latency" && source === "load-balancer" && thresholdMilliseconds !== null
        ? [{ percent: target.percent, seconds: thresholdMilliseconds / 1000 }]
        : [],
    )
    .sort((a, b) => a.seconds - b.seconds || b.percent - a.percent);
  if (strictest !== undefined) return { statistic: `p${strictest.percent}`, seconds: strictest.seconds };
  const { latency } = plan.requirements;
  return { statistic: "p99", seconds: latency === undefined ? UNSTATED_SECONDS : latency.p99.milliseconds / 1000 };
}
