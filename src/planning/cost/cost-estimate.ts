import type { Evidence } from "../../evidence/evidence";
import { capacityModel } from "../../model/capacity/capacity-model";
import type { Plan } from "../../model/plan";
import { type Price, type PriceBook, priceBook } from "../../model/prices/price-book";
import { meanLoadAt, NO_LOAD } from "./cost-load";
import { type MonthlyCost, monthlyCost } from "./monthly-cost";

/** A month whose peak is so many times today's. */
export interface CostLevel {
  readonly multiple: number;
  /** At the peak. */
  readonly users: number;
  readonly cost: MonthlyCost;
  /** What is paid without traffic; the same at every level. */
  readonly fixed: number;
  /** What grows with the load. */
  readonly linear: number;
  /** Of all that is paid, for each user of the peak. */
  readonly perUser: number;
}

export interface CostEstimate {
  readonly book: PriceBook;
  /** What runs without traffic: every service at its minimum. */
  readonly floor: MonthlyCost;
  /** Empty when the plan names no users to carry. */
  readonly levels: readonly CostLevel[];
  readonly target: CostLevel | null;
  /** Every price in the sums, in the order of the lines. */
  readonly prices: readonly Price[];
  /** Names of prices that nobody has given. */
  readonly unpriced: readonly string[];
}

export function costEstimate(plan: Plan, evidence: Evidence): CostEstimate {
  const { capacity } = plan;
  const book = priceBook(plan);
  const floor = monthlyCost(plan, evidence, NO_LOAD);
  const model = capacityModel(plan);
  const level = (multiple: number, users: number): CostLevel => {
    const load = capacity === null ? NO_LOAD : meanLoadAt(capacity, multiple);
    const cost = monthlyCost(plan, evidence, load);
    const fixed = Math.min(floor.usd, cost.usd);
    return { multiple, users, cost, fixed, linear: cost.usd - fixed, perUser: cost.usd / users };
  };
  const target = model === null ? null : level(model.target.multiple, model.target.users);
  const names = [...new Set((target?.cost ?? floor).lines.flatMap(({ prices }) => prices))];
  return {
    book,
    floor,
    levels: model === null ? [] : model.levels.map(({ multiple, users }) => level(multiple, users)),
    target,
    prices: names.flatMap((name) => book.price(name) ?? []),
    unpriced: names.filter((name) => book.price(name) === null),
  };
}
