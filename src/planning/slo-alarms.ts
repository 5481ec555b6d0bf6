import type { AlarmEvidence } from "../evidence/evidence";
import type { BurnTier } from "../model/slo";
import type { EvidenceIndex } from "./evidence-index";
import type { ServiceSlo } from "./slo-budget";

/** The alarms of one tier: the one that tells people, and the windows that decide. */
export interface TierAlarms {
  readonly tier: BurnTier;
  readonly notifying: AlarmEvidence | null;
  readonly windows: readonly AlarmEvidence[];
}

/** Everything that was generated to watch one SLO. */
export interface SloAlarms {
  readonly tiers: readonly TierAlarms[];
  /** On once nothing of the budget is left. */
  readonly exhausted: AlarmEvidence | null;
  /** One per tier that silences it while it is on, in the order of the tiers; empty without a maintenance window. */
  readonly silencing: readonly AlarmEvidence[];
}

/** What stands for the tier in the alarm that is on when the budget is used up. */
const BUDGET_TIER = "budget";

export function sloAlarms({ service, slo }: ServiceSlo, index: EvidenceIndex): SloAlarms {
  const own = index.alarmsOf(service.name).filter((alarm) => alarm.slo?.name === slo.name);
  const inTier = (name: string) => own.filter((alarm) => alarm.slo?.tier === name);
  const told = (alarms: readonly AlarmEvidence[]) => alarms.find(({ purpose }) => purpose === "notifies") ?? null;
  return {
    tiers: slo.tiers.map((tier) => ({
      tier,
      notifying: told(inTier(tier.name)),
      windows: inTier(tier.name).filter(({ purpose }) => purpose === "window"),
    })),
    exhausted: told(inTier(BUDGET_TIER)),
    // Each window has one per tier; any of them silences its tier.
    silencing: slo.tiers.flatMap((tier) => inTier(tier.name).find(({ purpose }) => purpose === "maintenance") ?? []),
  };
}

/** Alarms that people hear of, or that stop a deployment: not those that only decide for others. */
export function actingAlarms(alarms: readonly AlarmEvidence[]): readonly AlarmEvidence[] {
  return alarms.filter(({ purpose }) => purpose === "notifies" || purpose === "deployment");
}
