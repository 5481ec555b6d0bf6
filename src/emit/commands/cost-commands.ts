import { COST_TAG } from "../../model/cost-watch";
import { GLOBAL_REGION } from "../../model/global-region";
import { SECONDS_PER_DAY } from "../../model/units/duration";
import { aws } from "./aws";
import { type Expression, expression } from "./shell";

/** A day as Cost Explorer takes it; bash's own formatting, as `date -d` is not the same everywhere. */
function day(daysAgo: number): string {
  return `$(printf '%(%Y-%m-%d)T' $(( $(date +%s) - ${daysAgo * SECONDS_PER_DAY} )))`;
}

function period(startKey: string, endKey: string, days: number): Expression {
  return expression(`"${startKey}=${day(days)},${endKey}=${day(0)}"`);
}

/** Limit, spent and forecast of a budget. */
export function budgetState(name: string, account: string): string {
  return aws(
    "budgets describe-budget",
    {
      "account-id": account,
      "budget-name": name,
      query:
        "Budget.{limit:BudgetLimit.Amount,spent:CalculatedSpend.ActualSpend.Amount,forecast:CalculatedSpend.ForecastedSpend.Amount}",
    },
    GLOBAL_REGION,
  );
}

/** Which of a budget's messages are due. */
export function budgetNotifications(name: string, account: string): string {
  return aws(
    "budgets describe-notifications-for-budget",
    {
      "account-id": account,
      "budget-name": name,
      query: "Notifications[].[NotificationType,Threshold,NotificationState]",
      output: "table",
    },
    GLOBAL_REGION,
  );
}

export type CostGroup = "SERVICE" | "USAGE_TYPE" | "REGION";

/** USD a day over two weeks, by service or by kind of use; of what carries the plan's tag. */
export function dailyCosts(workload: string, group: CostGroup): string {
  return aws(
    "ce get-cost-and-usage",
    {
      "time-period": period("Start", "End", 14),
      granularity: "DAILY",
      metrics: "UnblendedCost",
      filter: JSON.stringify({ Tags: { Key: COST_TAG, Values: [workload] } }),
      "group-by": `Type=DIMENSION,Key=${group}`,
      query: "ResultsByTime[].{day:TimePeriod.Start,costs:Groups[].[Keys[0],Metrics.UnblendedCost.Amount]}",
    },
    GLOBAL_REGION,
  );
}

/** What Cost Anomaly Detection found in two weeks, with its root causes. */
export function anomalies(): string {
  return aws(
    "ce get-anomalies",
    {
      "date-interval": period("StartDate", "EndDate", 14),
      query: "Anomalies[].{start:AnomalyStartDate,service:DimensionValue,impact:Impact.TotalImpact,causes:RootCauses}",
    },
    GLOBAL_REGION,
  );
}

/** The monitor of services that an account has once. */
export function serviceMonitors(): string {
  return aws(
    "ce get-anomaly-monitors",
    { query: "AnomalyMonitors[?MonitorDimension=='SERVICE'].[MonitorArn,MonitorName]", output: "table" },
    GLOBAL_REGION,
  );
}

/** In the management account: lets costs be told apart by the plan's tag. */
export function activateCostTag(): string {
  return aws(
    "ce update-cost-allocation-tags-status",
    { "cost-allocation-tags-status": `TagKey=${COST_TAG},Status=Active` },
    GLOBAL_REGION,
  );
}

/** In the management account: whether it is. AWS knows a tag a day after something carries it. */
export function costTagState(): string {
  return aws(
    "ce list-cost-allocation-tags",
    { "tag-keys": COST_TAG, query: "CostAllocationTags[].[TagKey,Status,LastUsedDate]", output: "table" },
    GLOBAL_REGION,
  );
}

/** Whether Compute Optimizer looks at the account. */
export function optimizerState(region: string): string {
  return aws("compute-optimizer get-enrollment-status", { query: "status" }, region);
}

/** What Compute Optimizer says of services on Fargate. */
export function serviceRecommendations(region: string): string {
  return aws(
    "compute-optimizer get-ecs-service-recommendations",
    {
      query:
        "ecsServiceRecommendations[].{service:serviceArn,finding:finding,reasons:findingReasonCodes,saves:serviceRecommendationOptions[0].savingsOpportunity.estimatedMonthlySavings.value}",
    },
    region,
  );
}

/** What Compute Optimizer says of Auto Scaling groups. */
export function groupRecommendations(region: string): string {
  return aws(
    "compute-optimizer get-auto-scaling-group-recommendations",
    {
      query:
        "autoScalingGroupRecommendations[].{group:autoScalingGroupName,finding:finding,type:recommendationOptions[0].configuration.instanceType}",
    },
    region,
  );
}
