import type { AlarmEvidence } from "../../evidence/evidence";
import { metricNamespace } from "../../model/metric-namespace";
import type { Plan } from "../../model/plan";
import { RECORDER_SECONDS, windowName } from "../../model/slo";
import type { Duration } from "../../model/units/duration";
import type { ServiceSlo } from "../../planning/slo-budget";
import { setAlarmState } from "./alarm-commands";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";
import { argument, secondsAgo, variable } from "./shell";

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

/**
 * Silences every tier of an SLO at once, until somebody presses Enter or closes the shell. In a shell of its own: bash
 * reads all of it before `read` waits, so that a pasted block is not taken for the answer.
 *
 * @param alarms one per tier that is on while the tier is silent
 */
export function silenceTiers(alarms: readonly Pick<AlarmEvidence, "name" | "region">[]): string {
  return [
    "(",
    "end_silence() {",
    ...switched(alarms, "OK", "Maintenance is over"),
    "}",
    "trap end_silence EXIT",
    ...switched(alarms, "ALARM", "Maintenance, switched on by hand"),
    'read -r -p "Press Enter to end the silence: "',
    ")",
  ].join("\n");
}

function switched(alarms: Parameters<typeof silenceTiers>[0], state: "ALARM" | "OK", reason: string) {
  return [...new Set(alarms.map(({ region }) => region))].map((region) => {
    const names = alarms.filter((alarm) => alarm.region === region).map(({ name }) => argument(name));
    const command = setAlarmState(variable("ALARM"), state, reason, region);
    return `for ALARM in ${names.join(" ")}; do\n${command}\ndone`;
  });
}
