import type { Plan } from "../../../model/plan";
import type { DynamodbOutputs } from "../../core/stack-outputs";
import { dynamodbMetrics } from "../metrics/dynamodb-metrics";
import { compared, comparedWithBaseline } from "./alarm-settings";
import { demandAlarm } from "./demand-alarm";
import { type AlarmPost, raise } from "./raise";
import { ALL_OF_FIFTEEN_MINUTES, MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** Throttles, failures on AWS's side, demand and latency of a DynamoDB table. */
export function dynamodbAlarms(post: AlarmPost, plan: Plan, outputs: DynamodbOutputs): void {
  const metrics = dynamodbMetrics(outputs);
  const { anomalyDetection, anomalyBand: band } = plan.observability;
  const counted = { is: "above", threshold: 0, window: MOST_OF_FIFTEEN_MINUTES, missing: "notBreaching" } as const;
  raise(post, {
    name: "throttles",
    severity: "high",
    runbook: "table-throttling",
    condition: "reads or writes throttled in 2 of 3 periods of 5 minutes",
    signal: "saturation",
    capabilities: ["golden-signal-alarm"],
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.throttles, counted),
  });
  raise(post, {
    name: "system-errors",
    severity: "high",
    runbook: "table-throttling",
    condition: "requests failed inside DynamoDB in 2 of 3 periods of 5 minutes",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(metrics.systemErrors, counted),
  });
  demandAlarm(post, {
    name: "table-demand",
    words: "consumed capacity units",
    runbook: "table-throttling",
    series: metrics.consumed,
  });
  if (!anomalyDetection) return;
  raise(post, {
    name: "slow-lookups",
    severity: "medium",
    runbook: "table-throttling",
    condition: `reads by key slower than ${band} standard deviations above the baseline for 15 minutes`,
    signal: "latency",
    capabilities: ["golden-signal-alarm", "baseline"],
    ticket: null,
    metric: comparedWithBaseline(metrics.readLatency, { band, outside: "above", window: ALL_OF_FIFTEEN_MINUTES }),
  });
}
