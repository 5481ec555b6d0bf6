import type { Plan } from "../../model/plan";
import { windowName } from "../../model/slo";
import type { Duration } from "../../model/units/duration";
import type { ServiceSlo } from "../../planning/slo-budget";
import { setAlarmState } from "./alarm-commands";
import { dimension, lastHourOf } from "./metrics";

/** What the recorder publishes of an SLO, every five minutes. */
function recorded(plan: Plan, { service, slo }: ServiceSlo, name: string, region: string): string {
  return lastHourOf({
    namespace: `opsplan/${plan.name}/${plan.environment.name}`,
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
