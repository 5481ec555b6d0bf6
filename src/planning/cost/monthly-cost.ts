import type { Evidence } from "../../evidence/evidence";
import type { Load } from "../../model/capacity/need";
import { counted } from "../../model/counted";
import type { Plan } from "../../model/plan";
import { type PriceBook, priceBook } from "../../model/prices/price-book";
import { isCold, standbyPlan } from "../../model/standby-plan";
import { computeCosts } from "./compute-costs";
import { COST_PARTS, type CostLine } from "./cost-line";
import { NO_LOAD } from "./cost-load";
import { generatedIn } from "./generated";
import { pathCosts } from "./path-costs";
import { storeCosts } from "./store-costs";
import { watchCosts } from "./watch-costs";

/** A month's estimate. */
export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  /** Of the lines that have a price, in USD. */
  readonly usd: number;
}

/** What a month costs whose mean load this is. */
export function monthlyCost(plan: Plan, evidence: Evidence, load: Load): MonthlyCost {
  const lines = [...linesOf(plan, evidence, load, "primary", priceBook(plan)), ...standbyLines(plan, evidence)];
  const ordered = COST_PARTS.flatMap((part) => lines.filter((line) => line.part === part));
  return { lines: ordered, usd: sum(ordered) };
}

function linesOf(
  plan: Plan,
  evidence: Evidence,
  load: Load,
  site: "primary" | "recovery",
  book: PriceBook,
): readonly CostLine[] {
  const generated = generatedIn(evidence, site);
  return [
    ...pathCosts(plan, generated, load, book),
    ...computeCosts(plan.services, load, book),
    ...storeCosts(plan, load, book),
    ...watchCosts(generated, book),
  ];
}

/** What stands by in the recovery region without traffic, as one line; nothing for a standby that is not applied. */
function standbyLines(plan: Plan, evidence: Evidence): readonly CostLine[] {
  const there = standbyPlan(plan);
  if (there === null || isCold(plan)) return [];
  const lines = linesOf(there, evidence, NO_LOAD, "recovery", priceBook(there));
  const known = lines.filter(({ usd }) => usd !== null && usd > 0);
  return [
    {
      part: "standby",
      what: `recovery region ${there.environment.region}`,
      arithmetic: `what runs there without traffic, by the same sums: ${counted(known.length, "line")}`,
      usd: sum(known),
      prices: [...new Set(known.flatMap(({ prices }) => prices))],
    },
  ];
}

function sum(lines: readonly CostLine[]): number {
  return lines.reduce((total, { usd }) => total + (usd ?? 0), 0);
}
