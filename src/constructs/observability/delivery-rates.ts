import type { Construct } from "constructs";
import type { TicketTriggerName } from "../../model/catalogue/ticket-triggers";
import { metricNamespace } from "../../model/metric-namespace";
import { enabledTicket, type Plan, type Service } from "../../model/plan";
import { duration, formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { planAlarm } from "../core/alarm";
import { deliveryMetrics } from "../delivery/delivery-events/delivery-metrics";
import { changeMetrics } from "../delivery/deployment-metrics/change-metrics";
import { compared } from "./alarms/alarm-settings";
import type { AlarmPost } from "./alarms/raise";
import { type Metric, single } from "./metrics/metric";
import type { RecordedRate } from "./recorder/recorded-rate";

/** A week holds enough runs of a pipeline for a share, and one bad afternoon does not count for a month. */
const WINDOW = duration(7 * SECONDS_PER_DAY);

/** One failure is an accident: with fewer than twenty runs a week it would be more than 5 % already. */
const MINIMUM_FAILURES = 2;

/** The recorder publishes every five minutes: three times what one period must hold, so that a late run is no gap. */
const PERIOD_SECONDS = 900;

/** A rate that the specification has a trigger for. */
export interface DeliveryRate extends RecordedRate {
  readonly trigger: TicketTriggerName;
  /** In percent. */
  readonly threshold: number;
  /** What fails, in the plural. */
  readonly words: string;
}

/** Failed pipeline runs and rolled back deployments of a service; none without a pipeline, or with the trigger off. */
export function deliveryRates(plan: Plan, service: Service): readonly DeliveryRate[] {
  if (plan.delivery.source === null) return [];
  const runs = deliveryMetrics(plan, service);
  const changes = changeMetrics(plan, service.name);
  const rate = (trigger: TicketTriggerName, name: string, words: string, bad: Metric, good: Metric) => {
    const { threshold = null } = plan.tickets.find((ticket) => ticket.name === trigger) ?? {};
    if (enabledTicket(plan, trigger) === undefined || threshold === null) return [];
    const labels = { Service: service.name };
    const guard = { window: WINDOW, minimumFailures: MINIMUM_FAILURES };
    return [{ trigger, threshold, words, name, labels, bad: [bad], good: [good], ...guard }];
  };
  return [
    ...rate(
      "pipeline_failure_rate_over_5_percent",
      "pipeline-failure-rate",
      "pipeline runs fail",
      runs.pipelineFailed,
      runs.pipelineSucceeded,
    ),
    ...rate(
      "deployment_rollback_over_10_percent",
      "deployment-rollback-rate",
      "deployments are rolled back",
      changes.failed,
      changes.deployed,
    ),
  ];
}

/** An alarm for each rate, of the severity that the plan gives its ticket. */
export function deliveryRateAlarms(scope: Construct, post: AlarmPost, rates: readonly DeliveryRate[]): void {
  const { plan, subject, topics, region } = post;
  for (const { name, trigger, threshold, words, labels } of rates) {
    const severity = enabledTicket(plan, trigger)?.priority ?? "medium";
    const metric: Metric = { namespace: metricNamespace(plan), name, dimensions: labels, statistic: "Maximum" };
    planAlarm(scope, name.replaceAll("-", "_"), {
      plan,
      subject,
      name,
      severity,
      runbook: "deployment-failure",
      condition: `more than ${threshold} % of ${words} over ${formatDuration(WINDOW)}, and at least ${MINIMUM_FAILURES}`,
      signal: null,
      capabilities: ["delivery-rate"],
      topics: [topics[severity]],
      region,
      ticket: trigger,
      metric: compared(single(`${words} in %`, metric), {
        is: "above",
        threshold,
        window: { periodSeconds: PERIOD_SECONDS, breaching: 1, of: 1 },
        missing: "notBreaching",
      }),
    });
  }
}
