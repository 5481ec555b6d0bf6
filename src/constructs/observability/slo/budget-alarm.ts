import type { Construct } from "constructs";
import { formatDuration } from "../../../model/units/duration";
import { formatPercentage } from "../../../model/units/percentage";
import { planAlarm } from "../../core/alarm";
import { compared } from "../alarms/alarm-settings";
import { single } from "../metrics/metric";
import { BUDGET_REMAINING, recordedMetric } from "../recorder/recorded-metrics";
import type { BurnAlarmsProps } from "./burn-alarms";

/** As for windows that the recorder publishes: three runs. */
const PERIOD_SECONDS = 900;

/** The objective is missed over its whole window: nothing of the error budget is left. */
export function budgetAlarm(
  scope: Construct,
  { plan, service, slo, topics, region }: Omit<BurnAlarmsProps, "maintenance" | "indicator">,
): void {
  const metric = recordedMetric(plan, service, slo.name, BUDGET_REMAINING, "Maximum");
  planAlarm(scope, "budget_exhausted", {
    plan,
    subject: { kind: "service", name: service },
    name: `${slo.name}-budget-exhausted`,
    severity: "high",
    runbook: "error-budget",
    condition: `${formatPercentage(slo.target)} missed: the error budget of ${formatDuration(slo.window)} is used up`,
    signal: null,
    capabilities: ["slo-alarm"],
    topics: [topics.high],
    region,
    ticket: "sla_violation_detected",
    slo: { name: slo.name, tier: "budget" },
    metric: compared(single("budget remaining in %", metric), {
      is: "at-most",
      threshold: 0,
      window: { periodSeconds: PERIOD_SECONDS, breaching: 1, of: 1 },
      missing: "notBreaching",
    }),
  });
}
