import type { SimulatedResource } from "../../support/cloudwatch/simulation";

export const EPOCH = "2026-01-05T00:00:00Z";
export const METRIC = { namespace: "Test", name: "Value", dimensions: {} };

type Body = SimulatedResource["body"];

/** An alarm on the maximum of {@link METRIC} above 0 in a minute, as Terraform reads it; `more` overrides. */
export function metricAlarm(name: string, more: Body = {}): SimulatedResource {
  return {
    type: "aws_cloudwatch_metric_alarm",
    name,
    body: {
      alarm_name: name,
      namespace: METRIC.namespace,
      metric_name: METRIC.name,
      period: 60,
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 1,
      treat_missing_data: "notBreaching",
      alarm_actions: ["topic"],
      ok_actions: ["topic"],
      ...more,
    },
  };
}

export function compositeAlarm(name: string, rule: string, more: Body = {}): SimulatedResource {
  return {
    type: "aws_cloudwatch_composite_alarm",
    name,
    body: { alarm_name: name, alarm_rule: rule, alarm_actions: ["topic"], ok_actions: ["topic"], ...more },
  };
}

/** An alarm that is only ever what the test sets. */
export function switchAlarm(name: string): SimulatedResource {
  return metricAlarm(name, { metric_name: `switch ${name}`, treat_missing_data: "ignore" });
}
