import { noBudget, noTierLeft, sloWindow, targetTooHigh, targetTooLow } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { rounded } from "../../model/rounded";
import type { ServiceFile } from "../../model/schema/plan-file";
import { SLO_WINDOW_MAX_DAYS } from "../../model/schema/slo";
import { LEAST_FACTOR, tiersOf, workbookTiers } from "../../model/slo";
import { formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { errorBudget, formatPercentage } from "../../model/units/percentage";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** 99.95 % over 30 days, 21.6 minutes: with less, the budget is gone before somebody has answered a page. */
const LEAST_BUDGET_SECONDS = 1296;

/** Targets and windows for which burn-rate alarms can work. */
export const sloTargetRule: Rule = {
  code: "slo-target",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) => {
        const at = (key: string) => placeOf(tree, ["services", index, "slos", member, key]);
        const window = windowOf(slo, at);
        // A budget of a window that cannot be says nothing.
        return window.length > 0 ? window : targetOf(slo, at);
      }),
    );
  },
};

type At = (key: string) => Diagnostic["range"] & object;
type SloFile = ServiceFile["slos"][number];

function windowOf({ name, window, tiers }: SloFile, at: At): readonly Diagnostic[] {
  const days = window.seconds / SECONDS_PER_DAY;
  if (!Number.isInteger(days) || days < 1 || days > SLO_WINDOW_MAX_DAYS) {
    return [sloWindow(at("window"), name, formatDuration(window), SLO_WINDOW_MAX_DAYS)];
  }
  if (tiersOf({ tiers, window }).length > 0) return [];
  const rates = workbookTiers(window).map(({ factor, long }) => `${rounded(factor)} over ${formatDuration(long)}`);
  return [noTierLeft(at("window"), name, { window: formatDuration(window), rates, least: String(LEAST_FACTOR) })];
}

function targetOf(slo: SloFile, at: At): readonly Diagnostic[] {
  const { name, target, window } = slo;
  if (target.percent >= 100) return [noBudget(at("target"), name, formatPercentage(target))];
  const numbers = { target: formatPercentage(target), window: formatDuration(window) };
  const mute = muteTier(slo);
  if (mute !== undefined) return [targetTooLow(at("target"), name, { ...numbers, ...mute })];
  const budgetSeconds = errorBudget(target) * window.seconds;
  if (budgetSeconds >= LEAST_BUDGET_SECONDS - 1e-6) return [];
  return [
    targetTooHigh(at("target"), name, {
      ...numbers,
      budget: `${rounded(budgetSeconds / 60)} minutes`,
      least: `${rounded(LEAST_BUDGET_SECONDS / 60)} minutes`,
    }),
  ];
}

/** The fastest tier, where not even total failure burns fast enough: factor × (1 − target) is 1 or more. */
function muteTier({ target, window, tiers }: SloFile) {
  const [fastest] = [...tiersOf({ tiers, window })].sort((a, b) => b.factor - a.factor);
  if (fastest === undefined) return undefined;
  const limit = rounded(100 * (1 - 1 / fastest.factor));
  // The limit as it is shown: 93.06 % is refused, as the message says.
  if (target.percent > Number(limit)) return undefined;
  return { tier: formatDuration(fastest.long), factor: rounded(fastest.factor), limit: `${limit} %` };
}
