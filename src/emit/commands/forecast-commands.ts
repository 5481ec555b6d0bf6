import type { HandlesOf } from "../../evidence/evidence";
import { DAYS_TO_LIMIT, FORECAST_DAYS, FORECAST_SECONDS } from "../../model/forecast";
import { metricNamespace } from "../../model/metric-namespace";
import type { Plan } from "../../model/plan";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws } from "./aws";
import { dimension } from "./metrics";
import { expression, secondsAgo } from "./shell";

/** Days that are left, as the recorder published them over two days, the oldest first. */
export function daysLeft(plan: Plan, subject: string, resource: string, region: string): string {
  return aws(
    "cloudwatch get-metric-statistics",
    {
      namespace: metricNamespace(plan),
      "metric-name": DAYS_TO_LIMIT,
      dimensions: [dimension("Subject", subject), dimension("Resource", resource)],
      "start-time": secondsAgo(2 * SECONDS_PER_DAY),
      "end-time": secondsAgo(0),
      period: FORECAST_SECONDS,
      statistics: "Minimum",
      query: "sort_by(Datapoints,&Timestamp)[].[Timestamp,Minimum]",
      output: "table",
    },
    region,
  );
}

/** The newest forecast of everything that the plan follows, in days. */
export function allDaysLeft(plan: Plan, region: string): string {
  const metrics = `{"${metricNamespace(plan)}",Subject,Resource} MetricName="${DAYS_TO_LIMIT}"`;
  const query = {
    Id: "left",
    Expression: `SEARCH('${metrics}', 'Minimum', ${FORECAST_SECONDS})`,
    // CloudWatch fills these in: without them a lone result would be called by the metric's name.
    Label: ["Subject", "Resource"].map((name) => `\u0024{PROP('Dim.${name}')}`).join(", "),
  };
  return aws(
    "cloudwatch get-metric-data",
    {
      "metric-data-queries": JSON.stringify([query]),
      "start-time": secondsAgo(SECONDS_PER_DAY),
      "end-time": secondsAgo(0),
      query: "MetricDataResults[].[Values[0],Label]",
      output: "table",
    },
    region,
  );
}

/** What a forecast reads, a figure for each whole day of UTC, the newest first. */
export function dailyFigures({ queries }: HandlesOf<"forecast">, region: string): string {
  const midnight = `$(date +%s) / ${SECONDS_PER_DAY} * ${SECONDS_PER_DAY}`;
  return aws(
    "cloudwatch get-metric-data",
    {
      "metric-data-queries": queries,
      "start-time": expression(`"$(( ${midnight} - ${FORECAST_DAYS * SECONDS_PER_DAY} ))"`),
      "end-time": expression(`"$(( ${midnight} ))"`),
      query: "MetricDataResults[0].Values",
      output: "text",
    },
    region,
  );
}
