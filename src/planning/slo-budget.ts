import type { Plan, Service } from "../model/plan";
import { type BurnTier, errorThreshold, isRecorded, RECORDER_SECONDS, type Slo } from "../model/slo";
import type { Duration } from "../model/units/duration";
import { errorBudget, type Percentage } from "../model/units/percentage";

const SECONDS_PER_MINUTE = 60;

/** Minutes of complete failure that use the budget up: window × (1 − target). 99.95 % of 30 days leave 21.6. */
export function budgetMinutes({ window, target }: Pick<Slo, "window" | "target">): number {
  return (window.seconds / SECONDS_PER_MINUTE) * errorBudget(target);
}

/** Failures that the budget allows in a million requests. 99.95 % leaves 500. */
export function failuresPerMillion({ target }: Pick<Slo, "target">): number {
  return Math.round(errorBudget(target) * 1_000_000);
}

/** How many times faster than even a share of failures spends the budget; 1 % against 99.95 % is 20. */
export function burnRate(failing: Percentage, { target }: Pick<Slo, "target">): number {
  return failing.percent / 100 / errorBudget(target);
}

type Burning = Pick<Slo, "target" | "window">;

/** Seconds until a full budget is gone at a tier's burn rate: window ÷ factor. 30 days ÷ 14.4 are 50 hours. */
export function exhaustionSeconds({ factor }: Pick<BurnTier, "factor">, { window }: Burning): number {
  return window.seconds / factor;
}

/** CloudWatch looks at an alarm once a minute (CloudWatch user guide, "Alarm evaluation"). */
const EVALUATION_SECONDS = 60;

/** Longest wait until an alarm notices what its window says. */
function delaySeconds(window: Duration): number {
  return EVALUATION_SECONDS + (isRecorded(window) ? RECORDER_SECONDS : 0);
}

/**
 * Seconds from the first failure until a tier fires, with even traffic, nothing bad before, and from then on a steady
 * share of failures: a window of length w has a share of `ratio` × t ÷ w after t, so it reaches the threshold after
 * w × threshold ÷ ratio. Both windows must. null when the share never gets above the threshold.
 *
 * @param ratio share of failures, 0 to 1
 */
export function detectionSeconds(tier: BurnTier, slo: Burning, ratio: number): number | null {
  const threshold = errorThreshold(tier, slo);
  if (ratio <= threshold) return null;
  const reached = (window: Duration) => (window.seconds * threshold) / ratio + delaySeconds(window);
  return Math.max(reached(tier.long), reached(tier.short));
}

/**
 * Seconds from the last failure until a tier is quiet, after a share of failures that filled its short window: t after
 * the end the window holds `ratio` × (1 − t ÷ w). null when the tier did not fire.
 */
export function resetSeconds(tier: BurnTier, slo: Burning, ratio: number): number | null {
  const threshold = errorThreshold(tier, slo);
  if (ratio <= threshold) return null;
  return tier.short.seconds * (1 - threshold / ratio) + delaySeconds(tier.short);
}

/** Up to two decimals, without trailing zeros. */
export function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}

export interface ServiceSlo {
  readonly service: Service;
  readonly slo: Slo;
}

export function allSlos(plan: Plan): readonly ServiceSlo[] {
  return plan.services.flatMap((service) => service.slos.map((slo) => ({ service, slo })));
}
