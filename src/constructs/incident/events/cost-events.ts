import { anomalyThreshold, dollarBudget, opensAnomalyTickets } from "../../../model/cost-watch";
import type { Plan } from "../../../model/plan";
import type { EventSource } from "./event-source";

/** Sent with each alert that is told at once (AWS Cost Management user guide, "Using EventBridge with Cost Anomaly Detection"). */
export const ANOMALY_EVENTS = { source: ["aws.ce"], "detail-type": ["Anomaly Detected"] } as const;

/**
 * Spend out of its pattern, by a ticket alone: the subscription tells people itself. Only what the subscription would
 * tell: other subscriptions of the account may have lower thresholds.
 */
export function costEvents(plan: Plan): readonly EventSource[] {
  const budget = dollarBudget(plan);
  if (budget === null || !opensAnomalyTickets(plan)) return [];
  return [
    {
      name: "cost-anomaly",
      description: "AWS Cost Anomaly Detection found spend out of its pattern",
      severity: "medium",
      notifies: false,
      pattern: {
        ...ANOMALY_EVENTS,
        detail: { impact: { totalImpact: [{ numeric: [">=", anomalyThreshold(budget)] }] } },
      },
      text: {
        title: "spend on <service> is out of its pattern",
        details: ["<actual> USD since <start>, where <expected> USD were expected.", "Details: <link>."],
        runbook: "cost-overrun",
        values: {
          service: "$.detail.dimensionValue",
          actual: "$.detail.impact.totalActualSpend",
          expected: "$.detail.impact.totalExpectedSpend",
          start: "$.detail.anomalyStartDate",
          link: "$.detail.anomalyDetailsLink",
        },
      },
      capabilities: ["event-notification", "cost-anomaly"],
      ticket: { name: "infrastructure_optimization_available", subject: "cost-<service>" },
    },
  ];
}
