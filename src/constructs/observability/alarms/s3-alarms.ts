import type { Plan } from "../../../model/plan";
import type { S3Outputs } from "../../core/stack-outputs";
import { s3Metrics } from "../metrics/s3-metrics";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Failing requests, demand and latency of an S3 store. */
export function s3Alarms(post: AlarmPost, plan: Plan, outputs: S3Outputs): void {
  const metrics = s3Metrics(outputs);
  const { anomalyDetection, anomalyBand: band } = plan.observability;
  raise(post, {
    name: "failures",
    severity: "high",
    runbook: "bucket-errors",
    condition: "requests failed inside S3 in 2 of 3 periods of 5 minutes",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.failures, {
      is: "above",
      threshold: 0,
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
  demandAlarm(post, {
    name: "object-demand",
    words: "requests",
    runbook: "bucket-errors",
    series: metrics.requests,
  });
  if (!anomalyDetection) return;
  raise(post, {
    name: "slow-objects",
    severity: "medium",
    runbook: "bucket-errors",
    condition: `first bytes slower than ${band} standard deviations above the baseline for 15 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.firstByte, { band, outside: "above", window: ALL_OF_FIFTEEN_MINUTES }),
  });
}
