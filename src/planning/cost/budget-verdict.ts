import { figure } from "../../model/capacity/figures";
import { BUDGET_CURRENCY, dollarBudget } from "../../model/cost-watch";
import type { Plan } from "../../model/plan";
import { formatMoney } from "../../model/units/money";
import type { CostEstimate } from "./cost-estimate";

/** How the estimate stands to `requirements.budget`. */
export interface BudgetVerdict {
  readonly isExceeded: boolean;
  /** `the target is estimated at 21,000 USD a month, 70 % of the budget of 30,000 USD`. */
  readonly words: string;
}

/** Of a small environment what runs without traffic is compared: it is not held to the target. null without a budget in USD. */
export function budgetVerdict(
  plan: Pick<Plan, "requirements" | "environment">,
  { target, floor }: CostEstimate,
): BudgetVerdict | null {
  const budget = dollarBudget(plan);
  if (budget === null) return null;
  const { monthly: amount } = budget;
  const held = plan.environment.scale === "full" ? target : null;
  const usd = held?.cost.usd ?? floor.usd;
  const what = held === null ? "what runs without traffic" : "a month at the target";
  const share = amount === 0 ? "" : `, ${figure(Math.round((100 * usd) / amount))} %`;
  return {
    isExceeded: usd > amount,
    words: `${what} is estimated at ${formatMoney({ amount: Math.round(usd), currency: BUDGET_CURRENCY })}${share} of the budget of ${formatMoney({ amount, currency: BUDGET_CURRENCY })}`,
  };
}
