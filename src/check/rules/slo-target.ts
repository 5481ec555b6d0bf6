import { noBudget, sloWindow, targetTooHigh, targetTooLow } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { ServiceFile } from "../../model/schema/plan-file";
import { SLO_WINDOW_MAX_DAYS } from "../../model/schema/slo";
import { formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { errorBudget, formatPercentage } from "../../model/units/percentage";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/**
 * Share of the budget that the fastest alarm's long window may spend before it pages, and that window (Google SRE
 * Workbook, "Alerting on SLOs": 2 % in one hour, which is 14.4 times the budget's pace over 30 days).
 */
const PAGE_BUDGET_SHARE = 0.02;
const PAGE_WINDOW_SECONDS = 3600;

/** 99.95 % over 30 days, 21.6 minutes: with less, the budget is gone before somebody has answered a page. */
const LEAST_BUDGET_SECONDS = 1296;

/** Targets and windows for which burn-rate alarms can work. */
export const sloTargetRule: Rule = {
  code: "slo-target",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) => {
        const at = (key: string) => placeOf(tree, ["services", index, "slos", member, key]);
        return [...windowOf(slo, at), ...targetOf(slo, at)];
      }),
    );
  },
};

type At = (key: string) => Diagnostic["range"] & object;
type SloFile = ServiceFile["slos"][number];

function windowOf({ name, window }: SloFile, at: At): readonly Diagnostic[] {
  const days = window.seconds / SECONDS_PER_DAY;
  if (Number.isInteger(days) && days >= 1 && days <= SLO_WINDOW_MAX_DAYS) return [];
  return [sloWindow(at("window"), name, formatDuration(window), SLO_WINDOW_MAX_DAYS)];
}

function targetOf({ name, target, window }: SloFile, at: At): readonly Diagnostic[] {
  if (target.percent >= 100) return [noBudget(at("target"), name, formatPercentage(target))];
  const numbers = { target: formatPercentage(target), window: formatDuration(window) };
  const factor = (PAGE_BUDGET_SHARE * window.seconds) / PAGE_WINDOW_SECONDS;
  const limit = rounded(100 * (1 - 1 / factor));
  if (target.percent <= Number(limit)) {
    return [targetTooLow(at("target"), name, { ...numbers, factor: rounded(factor), limit: `${limit} %` })];
  }
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

/** Two decimals at most. */
function rounded(value: number): string {
  return String(Number(value.toFixed(2)));
}
