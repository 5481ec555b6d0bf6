import type { Plan, Service } from "../model/plan";
import {
  type BurnTier,
  countsMinutes,
  errorThreshold,
  isRecorded,
  leastAbove,
  RECORDER_SECONDS,
  type Slo,
} from "../model/slo";
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

/**
 * Longest wait until an alarm notices what its window says. The recorder sorts minutes by slots of five and reads a slot
 * once SQS has published it: a bad minute waits for the end of its slot, for another slot, and for the next run.
 */
function delaySeconds(window: Duration, slo: Pick<Slo, "sli">): number {
  const recorded = RECORDER_SECONDS * (countsMinutes(slo) ? 3 : 1);
  return EVALUATION_SECONDS + (isRecorded(window) ? recorded : 0);
}

type Noticed = Burning & Pick<Slo, "sli" | "canary" | "minimumFailures">;

/** Minutes or probes in a window, and how many bad ones raise the alarm on it. */
interface Steps {
  readonly seconds: number;
  readonly all: number;
  readonly bad: number;
}

/** null where traffic decides how many events there are. */
function stepsOf(tier: BurnTier, which: "long" | "short", slo: Noticed): Steps | null {
  const window = tier[which];
  const seconds = paceSeconds(slo);
  if (seconds === null) return null;
  const all = Math.floor(window.seconds / seconds);
  // As the alarms do: the long window asks for the minimum, the short one for a single failure unless it is recorded.
  const guard = which === "long" || isRecorded(window) ? slo.minimumFailures : 1;
  return { seconds, all, bad: Math.max(guard, leastAbove(errorThreshold(tier, slo), all)) };
}

function paceSeconds(slo: Pick<Slo, "sli" | "canary">): number | null {
  if (countsMinutes(slo)) return SECONDS_PER_MINUTE;
  return slo.canary === null ? null : slo.canary.everyMinutes * SECONDS_PER_MINUTE;
}

/**
 * Seconds from the first failure until a tier fires, with even traffic, nothing bad before, and from then on a steady
 * share of failures: a window of length w has a share of `ratio` × t ÷ w after t, so it reaches the threshold after
 * w × threshold ÷ ratio. Both windows must. Minutes and probes are whole, the failures among them evenly spaced: n bad
 * ones need n ÷ `ratio` of them, and the window must hold all from the first to the last. When
 * the minimums of requests and runs are reached is up to the traffic: they are not counted. null when the share never
 * raises the alarm, or is more than all.
 *
 * @param ratio share of failures, 0 to 1
 */
export function detectionSeconds(tier: BurnTier, slo: Noticed, ratio: number): number | null {
  const threshold = errorThreshold(tier, slo);
  if (ratio <= threshold || ratio > 1) return null;
  const reached = (which: "long" | "short") => {
    const delay = delaySeconds(tier[which], slo);
    const steps = stepsOf(tier, which, slo);
    if (steps === null) return (tier[which].seconds * threshold) / ratio + delay;
    if ((steps.bad - 1) / ratio + 1 > steps.all + ROUNDING) return Number.POSITIVE_INFINITY;
    return Math.ceil(steps.bad / ratio - ROUNDING) * steps.seconds + delay;
  };
  const seconds = Math.max(reached("long"), reached("short"));
  return Number.isFinite(seconds) ? seconds : null;
}

/** Of products and quotients of shares, which are no whole numbers in binary. */
const ROUNDING = 1e-9;

/**
 * Seconds from the last failure until a tier is quiet, after a share of failures that filled its short window: t after
 * the end the window holds `ratio` × (1 − t ÷ w); of whole minutes or probes, one bad one less than raise the alarm.
 * null when the tier did not fire.
 */
export function resetSeconds(tier: BurnTier, slo: Noticed, ratio: number): number | null {
  if (detectionSeconds(tier, slo, ratio) === null) return null;
  const delay = delaySeconds(tier.short, slo);
  const steps = stepsOf(tier, "short", slo);
  if (steps === null) return tier.short.seconds * (1 - errorThreshold(tier, slo) / ratio) + delay;
  return Math.ceil(steps.all - (steps.bad - 1) / ratio - ROUNDING) * steps.seconds + delay;
}

export interface ServiceSlo {
  readonly service: Service;
  readonly slo: Slo;
}

export function allSlos(plan: Plan): readonly ServiceSlo[] {
  return plan.services.flatMap((service) => service.slos.map((slo) => ({ service, slo })));
}
