import type { Plan } from "../../../model/plan";
import type { BurnTier, Slo } from "../../../model/slo";
import { alarmName } from "../../core/alarm";

/** Words of a tier's alarm after the service: `availability-burn-1h`. */
export function tierName(slo: Pick<Slo, "name">, tier: Pick<BurnTier, "name">): string {
  return `${slo.name}-burn-${tier.name}`;
}

/** Name of the composite alarm of one tier of an SLO. */
export function burnAlarmName(
  plan: Plan,
  service: string,
  slo: Pick<Slo, "name">,
  tier: Pick<BurnTier, "name">,
): string {
  return alarmName(plan, { kind: "service", name: service }, tierName(slo, tier));
}
