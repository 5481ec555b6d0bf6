import { GLOBAL_REGION } from "./global-region";
import type { Plan } from "./plan";
import type { Severity } from "./severities";

/** The currency that AWS Budgets and Cost Explorer reckon in (AWS Budgets API, Spend). */
export const BUDGET_CURRENCY = "USD";

/** Days of a month over which a budget is taken to be spent evenly. */
const DAYS_PER_MONTH = 30;

export interface DollarBudget {
  /** USD a month. */
  readonly monthly: number;
  /** Percent of it, each once, rising. */
  readonly alertAt: readonly number[];
}

/** The budget that AWS can watch; null without one, or when it is in another currency. */
export function dollarBudget({ requirements: { budget } }: Pick<Plan, "requirements">): DollarBudget | null {
  if (budget === undefined || budget.monthly.currency !== BUDGET_CURRENCY) return null;
  const shares = new Set(budget.alertAt.map(({ percent }) => percent));
  return { monthly: budget.monthly.amount, alertAt: [...shares].sort((a, b) => a - b) };
}

/** One message of the budget. */
export interface BudgetNotice {
  /** What has been spent, or what AWS forecasts for the whole month. */
  readonly kind: "ACTUAL" | "FORECASTED";
  readonly percent: number;
  readonly severity: Severity;
}

/** Spending what was meant to be spent is worth a note; more than that, somebody's work. Nothing of it is an outage. */
export function budgetNotices({ alertAt }: DollarBudget): readonly BudgetNotice[] {
  return alertAt.flatMap((percent) => [
    { kind: "ACTUAL" as const, percent, severity: percent >= 100 ? ("medium" as const) : ("low" as const) },
    { kind: "FORECASTED" as const, percent, severity: "low" as const },
  ]);
}

/**
 * Whether the plan makes the monitor of the account's services. An account has one, whoever makes it; monitors by tag are
 * made in the organisation's management account alone (AWS Cost Management user guide, "Getting started with AWS Cost
 * Anomaly Detection"), which is not where a plan is applied.
 */
export function watchesAnomalies(plan: Pick<Plan, "requirements" | "security">): boolean {
  return plan.security.accountBaseline === "owned" && dollarBudget(plan) !== null;
}

/** Spend beyond the expected that is worth a message, in whole USD: what the budget allows for a day. */
export function anomalyThreshold({ monthly }: DollarBudget): number {
  return Math.max(1, Math.ceil(monthly / DAYS_PER_MONTH));
}

export const ANOMALY_SEVERITY: Severity = "medium";

/** Where the topics stand that budgets and anomalies are told to: beside AWS's billing services where there are topics. */
export function costTopicRegion({ edge, environment }: Pick<Plan, "edge" | "environment">): string {
  return edge.hasPublicEndpoint ? GLOBAL_REGION : environment.region;
}

/** Whether an anomaly's event reaches the plan's region: AWS sends it in us-east-1, and topics there come with forwarding. */
export function opensAnomalyTickets(plan: Plan): boolean {
  return (
    watchesAnomalies(plan) && (plan.environment.region === GLOBAL_REGION || costTopicRegion(plan) === GLOBAL_REGION)
  );
}

/** The tag by which Cost Explorer tells one environment of one plan from everything else in an account. */
export const COST_TAG = "workload";

export function costTagValue({ name, environment }: Pick<Plan, "name" | "environment">): string {
  return `${name}-${environment.name}`;
}
