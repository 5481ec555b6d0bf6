import type { Plan } from "../../../model/plan";
import { formatPercentage } from "../../../model/units/percentage";
import { cdnMetrics } from "../metrics/edge-metrics";
import type { Series } from "../metrics/metric";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, FIVE_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Errors, traffic and latency as CloudFront sees them. */
export function cdnAlarms(post: AlarmPost, plan: Plan, distributionId: string): void {
  const metrics = cdnMetrics(distributionId);
  const { thresholds, anomalyDetection, anomalyBand: band } = plan.observability;
  raise(post, {
    name: "cdn-errors",
    severity: "high",
    runbook: "edge-errors",
    condition: `5xx answers above ${formatPercentage(thresholds.errorRate)} of CloudFront's requests over 5 minutes`,
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.serverErrorRate, {
      is: "above",
      threshold: thresholds.errorRate.percent,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
  demandAlarm(post, {
    name: "cdn-requests",
    words: "CloudFront's requests",
    runbook: "edge-errors",
    series: metrics.requests,
  });
  if (!anomalyDetection) return;
  if (keepsAnswers(plan)) fewerHits(post, band, metrics.cacheHits);
  const unusual = { band, outside: "above", window: MOST_OF_FIFTEEN_MINUTES } as const;
  const words = `more than ${band} standard deviations above the baseline in 2 of 3 periods of 5 minutes`;
  raise(post, {
    name: "cdn-refusals",
    severity: "medium",
    runbook: "edge-errors",
    condition: `share of 4xx answers ${words}`,
    signal: "errors",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.clientErrorRate, unusual),
  });
  raise(post, {
    name: "origin-slowness",
    severity: "medium",
    runbook: "edge-errors",
    condition: `p99 of the origin's answers ${words}`,
    signal: "latency",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.originLatency, unusual),
  });
}

function keepsAnswers({ edge }: Plan): boolean {
  return edge.staticPaths.length + edge.cachedPaths.length > 0;
}

/** What is a good rate depends on what users ask for; a fall of it sends their requests to the services. */
function fewerHits(post: AlarmPost, band: number, cacheHits: Series): void {
  raise(post, {
    name: "cache-hits",
    severity: "medium",
    runbook: "edge-errors",
    condition: `share of cache hits more than ${band} standard deviations below the baseline for 15 minutes`,
    signal: null,
    capabilities: ["baseline"],
    ticket: null,
    metric: comparedWithBaseline(cacheHits, { band, outside: "below", window: ALL_OF_FIFTEEN_MINUTES }),
  });
}
