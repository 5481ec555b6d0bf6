import { metricNamespace } from "../../model/metric-namespace";
import type { Plan } from "../../model/plan";
import { RECORDER_SECONDS, windowName } from "../../model/slo";
import type { Duration } from "../../model/units/duration";
import type { ServiceSlo } from "../../planning/slo-budget";
import { setAlarmState } from "./alarm-commands";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { secondsAgo } from "./shell";

/** What the recorder publishes of an SLO, every five minutes. */
function recorded(plan: Plan, { service, slo }: ServiceSlo, name: string, region: string): string {
  return lastHourOf({
    namespace: metricNamespace(plan),
    name,
    dimensions: [dimension("Service", service.name), dimension("Slo", slo.name)],
    statistic: "Minimum",
    region,
  });
}

/** Percent of the budget that is left; below 0 it is overspent. */
export function budgetRemaining(plan: Plan, slo: ServiceSlo, region: string): string {
  return recorded(plan, slo, "budget-remaining", region);
}

/** The newest value of every budget of the plan, in percent that is left: one look at all of them. */
export function budgetsRemaining(plan: Plan, region: string): string {
  const metrics = `{"${metricNamespace(plan)}",Service,Slo} MetricName="budget-remaining"`;
  const query = {
    Id: "left",
    Expression: `SEARCH('${metrics}', 'Minimum', ${RECORDER_SECONDS})`,
    // CloudWatch fills these in: without them a lone result would be called by the metric's name.
    Label: ["Service", "Slo"].map((name) => `\u0024{PROP('Dim.${name}')}`).join(", "),
  };
  return aws(
    "cloudwatch get-metric-data",
    {
      "metric-data-queries": JSON.stringify([query]),
      "start-time": secondsAgo(HOUR_SECONDS),
      "end-time": secondsAgo(0),
      query: "MetricDataResults[].[Values[0],Label]",
      output: "table",
    },
    region,
  );
}

const HOUR_SECONDS = 3600;

/** Share of bad events, 0 to 1, over a window that is too long for an alarm to add up. */
export function errorRatio(plan: Plan, slo: ServiceSlo, window: Duration, region: string): string {
  return recorded(plan, slo, `error-ratio-${windowName(window)}`, region);
}

/** Silences the tiers of an SLO until {@link endSilence}. */
export function silence({ name, region }: { readonly name: string; readonly region: string }): string {
  return setAlarmState(name, "ALARM", "Maintenance, switched on by hand", region);
}

export function endSilence({ name, region }: { readonly name: string; readonly region: string }): string {
  return setAlarmState(name, "OK", "Maintenance is over", region);
}
