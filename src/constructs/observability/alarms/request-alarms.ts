import type { SliKind } from "../../../model/slo";
import { formatLatency } from "../../../model/units/duration";
import { formatPercentage } from "../../../model/units/percentage";
import type { RequestMetrics } from "../metrics/request-metrics";
import type { ServiceContext } from "../service-context";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { latencyObjective } from "./latency-objective";
import { type AlarmPost, raise } from "./raise";
import { EACH_OF_FIVE_MINUTES, FIVE_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Errors, latency and traffic of a service behind the load balancer, and whether its targets answer. */
export function requestAlarms(post: AlarmPost, context: ServiceContext): void {
  if (context.requests === null) return;
  // An objective says how much failure is too much; a threshold is for services that have none.
  if (!hasObjective(context, "http-success")) errorRate(post, context, context.requests);
  if (!hasObjective(context, "http-latency")) latency(post, context, context.requests);
  if (context.plan.observability.anomalyDetection) traffic(post, context, context.requests);
  unhealthyTargets(post, context.requests);
}

function hasObjective({ slos }: ServiceContext, kind: SliKind): boolean {
  return slos.some(({ slo }) => slo.sli === kind && slo.source === "load-balancer");
}

function errorRate(post: AlarmPost, { plan }: ServiceContext, requests: RequestMetrics): void {
  const { errorRate: limit } = plan.observability.thresholds;
  raise(post, {
    name: "error-rate",
    severity: "critical",
    runbook: "service-errors",
    condition: `5xx answers above ${formatPercentage(limit)} of requests over 5 minutes`,
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(requests.errorRate, {
      is: "above",
      threshold: limit.percent,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function latency(post: AlarmPost, { plan, service }: ServiceContext, requests: RequestMetrics): void {
  const { statistic, seconds } = latencyObjective(plan, service);
  const limit = formatLatency({ milliseconds: seconds * 1000 });
  raise(post, {
    name: "latency",
    severity: "high",
    runbook: "service-latency",
    condition: `${statistic} latency above ${limit} in 2 of 3 periods of 5 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(requests.guardedLatency(statistic), {
      is: "above",
      threshold: seconds,
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function traffic(post: AlarmPost, { plan }: ServiceContext, requests: RequestMetrics): void {
  const { anomalyBand } = plan.observability;
  raise(post, {
    name: "traffic",
    severity: "medium",
    runbook: "service-traffic",
    condition: `requests outside ${anomalyBand} standard deviations of the baseline in 2 of 3 periods of 5 minutes`,
    signal: "traffic",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(requests.requests, {
      band: anomalyBand,
      outside: "both",
      window: MOST_OF_FIFTEEN_MINUTES,
    }),
  });
}

function unhealthyTargets(post: AlarmPost, requests: RequestMetrics): void {
  raise(post, {
    name: "unhealthy-targets",
    severity: "high",
    runbook: "service-health",
    condition: "targets fail the load balancer's health check for 5 minutes",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(requests.unhealthyTargets, {
      is: "above",
      threshold: 0,
      window: EACH_OF_FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}
