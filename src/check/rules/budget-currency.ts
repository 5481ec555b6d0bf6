import { budgetCurrency } from "../../diagnostics/catalogue/cost";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/**
 * A cost budget is in the currency that AWS reckons in, USD (AWS Budgets API, Spend). Without a rate nothing can be
 * turned into it: one that was right when the plan was written would be wrong at the next apply.
 */
export const budgetCurrencyRule: Rule = {
  code: "budget-currency",
  check({ file, tree }) {
    const monthly = file.requirements?.budget?.monthly;
    if (monthly === undefined || monthly.currency === "USD") return [];
    return [budgetCurrency(placeOf(tree, ["requirements", "budget", "monthly"]), monthly.currency)];
  },
};
