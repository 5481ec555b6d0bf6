import type { Plan } from "../../../model/plan";
import type { EdgeOutputs, LoadBalancerOutputs } from "../../core/stack-outputs";
import { type Metric, type Series, single } from "./metric";
import { MIN_REQUESTS_FOR_SHARE, share } from "./request-metrics";

/** Metrics of a CloudFront distribution; they stand in us-east-1. */
export interface CdnMetrics {
  readonly requests: Series;
  /** Percent; 0 below the minimum of requests. */
  readonly serverErrorRate: Series;
  readonly clientErrorRate: Series;
  /** Milliseconds, 99th percentile. */
  readonly originLatency: Series;
  /** Percent. */
  readonly cacheHits: Series;
}

export function cdnMetrics(distributionId: string): CdnMetrics {
  const read = (name: string, statistic: string): Metric => ({
    namespace: "AWS/CloudFront",
    name,
    dimensions: { DistributionId: distributionId, Region: "Global" },
    statistic,
  });
  return {
    requests: single("requests", read("Requests", "Sum")),
    serverErrorRate: {
      label: "5xx share in %",
      metrics: { requests: read("Requests", "Sum"), rate: read("5xxErrorRate", "Average") },
      formula: (id) => `IF(FILL(${id("requests")},0) >= ${MIN_REQUESTS_FOR_SHARE}, ${id("rate")}, 0)`,
    },
    clientErrorRate: single("4xx share in %", read("4xxErrorRate", "Average")),
    originLatency: single("origin p99 in ms", read("OriginLatency", "p99")),
    cacheHits: single("cache hits in %", read("CacheHitRate", "Average")),
  };
}

/** Requests that the web ACL blocked, over all of its rules. */
export function blockedRequests(plan: Plan, acl: NonNullable<EdgeOutputs["webAcl"]>): Series {
  const region = acl.scope === "REGIONAL" ? { Region: plan.environment.region } : {};
  return single("blocked requests", {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: { WebACL: acl.metricName, Rule: "ALL", ...region },
    statistic: "Sum",
  });
}

/** 1 while Route 53's checkers find the domain healthy, else 0; stands in us-east-1. */
export function healthCheckStatus(healthCheckId: string): Series {
  return single("domain healthy", {
    namespace: "AWS/Route53",
    name: "HealthCheckStatus",
    dimensions: { HealthCheckId: healthCheckId },
    statistic: "Minimum",
  });
}

/** What the load balancer measures over all services (Application Load Balancer user guide, "CloudWatch metrics"). */
export interface LoadBalancerMetrics {
  readonly requests: Series;
  /** Percent of requests that the load balancer itself answered with a 5xx: no target was there to ask. */
  readonly errorRate: Series;
  /** Seconds until targets answer, 99th percentile. */
  readonly latency: Series;
  /** Connections refused because it had reached its maximum; reported only when there are some. */
  readonly refusedConnections: Series;
}

export function loadBalancerMetrics({ arnSuffix }: LoadBalancerOutputs): LoadBalancerMetrics {
  const read = (name: string, statistic = "Sum"): Metric => ({
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: arnSuffix },
    statistic,
  });
  const requests = read("RequestCount");
  return {
    requests: single("requests", requests),
    errorRate: { ...share([requests], [read("HTTPCode_ELB_5XX_Count")]), label: "load balancer's own 5xx in %" },
    latency: single("p99 of all services in s", read("TargetResponseTime", "p99")),
    refusedConnections: single("refused connections", read("RejectedConnectionCount")),
  };
}
