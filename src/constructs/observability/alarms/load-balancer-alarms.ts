import type { Plan } from "../../../model/plan";
import { formatPercentage } from "../../../model/units/percentage";
import type { LoadBalancerOutputs } from "../../core/stack-outputs";
import { type LoadBalancerMetrics, loadBalancerMetrics } from "../metrics/edge-metrics";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { FIVE_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** What the load balancer sees over all services: each service's own alarms tell which of them it is. */
export function loadBalancerAlarms(post: AlarmPost, plan: Plan, loadBalancer: LoadBalancerOutputs): void {
  const metrics = loadBalancerMetrics(loadBalancer);
  errors(post, plan, metrics);
  refusals(post, metrics);
  demandAlarm(post, {
    name: "load-balancer-requests",
    words: "the load balancer's requests",
    runbook: "edge-errors",
    series: metrics.requests,
  });
  if (plan.observability.anomalyDetection) slowness(post, plan, metrics);
}

/**
 * Answers that the load balancer had to give itself: services measure only those of their targets. High, not
 * critical: when the domain stops answering the health check says so.
 */
function errors(post: AlarmPost, plan: Plan, metrics: LoadBalancerMetrics): void {
  const limit = plan.observability.thresholds.errorRate;
  raise(post, {
    name: "load-balancer-errors",
    severity: "high",
    runbook: "edge-errors",
    condition: `the load balancer's own 5xx answers above ${formatPercentage(limit)} of requests over 5 minutes`,
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.errorRate, {
      is: "above",
      threshold: limit.percent,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}

/** AWS scales load balancers; a refused connection says that it could not follow. Each one is a user turned away. */
function refusals(post: AlarmPost, metrics: LoadBalancerMetrics): void {
  raise(post, {
    name: "refused-connections",
    severity: "high",
    runbook: "edge-errors",
    condition: "the load balancer refused connections, at its maximum, over 5 minutes",
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.refusedConnections, {
      is: "above",
      threshold: 0,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}

/** Low: a service that is slow says so itself, against its own objective. */
function slowness(post: AlarmPost, plan: Plan, metrics: LoadBalancerMetrics): void {
  const band = plan.observability.anomalyBand;
  raise(post, {
    name: "load-balancer-slowness",
    severity: "low",
    runbook: "edge-errors",
    condition: `p99 of all services' answers more than ${band} standard deviations above the baseline in 2 of 3 periods of 5 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.latency, { band, outside: "above", window: MOST_OF_FIFTEEN_MINUTES }),
  });
}
