import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import type { Construct } from "constructs";
import { playsRole, provides } from "../../evidence/declare";
import { BUDGET_CURRENCY, budgetNotices, COST_TAG, costTagValue, type DollarBudget } from "../../model/cost-watch";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import type { IncidentOutputs } from "../core/stack-outputs";
import { COST_SUBJECT } from "./cost-subject";

/** AWS Budgets allows 100 characters, without `:` and `\` (CreateBudget). */
const NAME_MAX_LENGTH = 100;

/**
 * The plan's budget of a month, of what carries its tag: costs that AWS gives no tags, such as support, are not in it.
 * It counts nothing before the tag is activated for cost allocation, which is done in the management account.
 */
export function monthlyBudget(scope: Construct, plan: Plan, budget: DollarBudget, topics: IncidentOutputs): void {
  const name = resourceName(plan, ["monthly"], NAME_MAX_LENGTH);
  const resource = new BudgetsBudget(scope, "budget", {
    name,
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(budget.monthly),
    limitUnit: BUDGET_CURRENCY,
    costFilter: [{ name: "TagKeyValue", values: [`user:${COST_TAG}$${costTagValue(plan)}`] }],
    notification: budgetNotices(budget).map(({ kind, percent, severity }) => ({
      notificationType: kind,
      comparisonOperator: "GREATER_THAN",
      threshold: percent,
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [topics.globalTopicArns[severity]],
    })),
  });
  provides(resource, COST_SUBJECT, "budget");
  playsRole(resource, COST_SUBJECT, "budget", { name });
}
