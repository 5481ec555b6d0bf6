import { playsRole, provides } from "../../../evidence/declare";
import { FORECAST_DAYS, FORECAST_SECONDS } from "../../../model/forecast";
import type { Plan } from "../../../model/plan";
import { SECONDS_PER_DAY } from "../../../model/units/duration";
import { compared } from "../alarms/alarm-settings";
import { type AlarmPost, raise } from "../alarms/raise";
import { single } from "../metrics/metric";
import { daysToLimit, type Forecast } from "./forecast";
import { queries } from "./forecast-definition";

/** Low: there are days left, and alarms on what is full now are louder. */
const SEVERITY = "low";

/** Tells that something runs out within the plan's horizon. */
export function forecastAlarm(post: AlarmPost, forecast: Forecast): void {
  const { plan } = post;
  const { subject, resource, words, limit, limitWords, limitKey } = forecast;
  const horizon = horizonDays(plan);
  const alarm = raise(
    { ...post, subject },
    {
      name: `${resource}-forecast`,
      severity: SEVERITY,
      runbook: "capacity-forecast",
      condition: `${words} reach ${limitWords} in less than ${horizon} days, by the trend of the last ${FORECAST_DAYS}`,
      signal: null,
      capabilities: ["forecast"],
      ticket: "capacity_threshold_approaching",
      metric: compared(single("days", daysToLimit(plan, forecast)), {
        is: "below",
        threshold: horizon,
        window: { periodSeconds: FORECAST_SECONDS, breaching: 1, of: 1 },
        // Between two runs, and after one that failed, the last forecast stands.
        missing: "ignore",
      }),
    },
  );
  provides(alarm, subject, "forecast");
  playsRole(alarm, subject, "forecast", {
    resource,
    words,
    limit: String(limit),
    limitWords,
    limitKey: limitKey ?? "",
    figure: forecast.figure,
    queries: JSON.stringify(queries(forecast, SECONDS_PER_DAY)),
  });
}

/** Below so many days a forecast alarms. */
export function horizonDays({ observability }: Plan): number {
  return observability.forecastHorizon.seconds / SECONDS_PER_DAY;
}
