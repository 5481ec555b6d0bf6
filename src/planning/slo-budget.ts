import type { Plan, Service } from "../model/plan";
import type { Slo } from "../model/slo";
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
