import type { Load } from "../../../model/capacity/need";
import type { Plan } from "../../../model/plan";
import type { PriceBook } from "../../../model/prices/price-book";
import type { MonthlyCost } from "../monthly-cost";

/** A way to pay less, with its sum. */
export interface SavingsLever {
  readonly name: string;
  /** What to do, and what it costs besides money. */
  readonly what: string;
  readonly arithmetic: string;
  /** USD a month; null where the sum says when it pays, not how much. */
  readonly usd: number | null;
  /** `at most` where AWS promises no more than a bound. */
  readonly bound: "about" | "at most";
  /** Key of the plan that pulls it; null where it is pulled elsewhere. */
  readonly key: string | null;
}

/** What levers reckon with. */
export interface SavingsContext {
  readonly plan: Plan;
  readonly book: PriceBook;
  readonly floor: MonthlyCost;
  /** The mean load of a month at the target; none when the plan names no users to carry. */
  readonly load: Load;
  /** `at the target`, or `without traffic`. */
  readonly when: string;
}
