import type { LoadBalancerOutputs, ServiceOutputs } from "../../core/stack-outputs";
import { combined, keyed, type Metric, type MetricId, type Series, together } from "./metric";

/** Requests in a period below which a share says little; and failures, since one is an accident. Judgement. */
export const MIN_REQUESTS_FOR_SHARE = 20;
export const MIN_ERRORS_FOR_SHARE = 3;

/** What the load balancer measures of one service, over all of its target groups. */
export interface RequestMetrics {
  readonly requests: Series;
  readonly errors: Series;
  /** Percent of requests answered with a 5xx; 0 below the minimum of requests and errors. */
  readonly errorRate: Series;
  /** Seconds, by CloudWatch statistic such as `p99`. */
  latency(statistic: string): Series;
  /** As {@link latency}, but 0 below the minimum of requests. */
  guardedLatency(statistic: string): Series;
  readonly unhealthyTargets: Series;
}

/** null for a service without a target group: no load balancer sees its requests. */
export function requestMetrics(
  service: ServiceOutputs,
  loadBalancer: LoadBalancerOutputs | null,
): RequestMetrics | null {
  // A blue/green service moves between two groups; either may be the one that serves.
  const groups = [service.targetGroup, service.alternateTargetGroup].filter((group) => group !== null);
  if (loadBalancer === null || groups.length === 0) return null;
  const read = (name: string, statistic: string): readonly Metric[] =>
    groups.map(({ arnSuffix }) => ({
      namespace: "AWS/ApplicationELB",
      name,
      dimensions: { TargetGroup: arnSuffix, LoadBalancer: loadBalancer.arnSuffix },
      statistic,
    }));
  const requests = read("RequestCount", "Sum");
  const errors = read("HTTPCode_Target_5XX_Count", "Sum");
  const latency = (statistic: string) => read("TargetResponseTime", statistic);
  return {
    requests: together("requests", "SUM", requests),
    errors: together("5xx answers", "SUM", errors),
    errorRate: share(requests, errors),
    latency: (statistic) => together(statistic, "MAX", latency(statistic)),
    guardedLatency: (statistic) => guarded(statistic, requests, latency(statistic)),
    unhealthyTargets: together("unhealthy targets", "SUM", read("UnHealthyHostCount", "Maximum")),
  };
}

/** Percent of `errors` in `requests`, guarded against little traffic. */
export function share(requests: readonly Metric[], errors: readonly Metric[]): Series {
  return {
    label: "5xx share in %",
    metrics: { ...keyed("requests", requests), ...keyed("errors", errors) },
    formula: (id: MetricId) => {
      const all = combined("SUM", "requests", requests.length, id);
      const failed = combined("SUM", "errors", errors.length, id);
      const enough = `${all} >= ${MIN_REQUESTS_FOR_SHARE} AND ${failed} >= ${MIN_ERRORS_FOR_SHARE}`;
      return `IF(${enough}, 100 * ${failed} / ${all}, 0)`;
    },
  };
}

/**
 * Requests in a period below which a percentile is nothing but the slowest request, so that one slow request would
 * raise an alarm: 100 for p99, 1,000 for p99.9.
 */
function minRequestsForPercentile(statistic: string): number {
  const percent = Number(statistic.slice(1));
  return Math.max(Math.round(100 / (100 - percent)), MIN_REQUESTS_FOR_SHARE);
}

function guarded(statistic: string, requests: readonly Metric[], latency: readonly Metric[]): Series {
  return {
    label: statistic,
    metrics: { ...keyed("requests", requests), ...keyed("latency", latency) },
    formula: (id) => {
      const all = combined("SUM", "requests", requests.length, id);
      return `IF(${all} >= ${minRequestsForPercentile(statistic)}, ${combined("MAX", "latency", latency.length, id)}, 0)`;
    },
  };
}
