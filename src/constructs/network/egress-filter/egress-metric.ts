import type { Plan } from "../../../model/plan";

/** What the firewall's log of refused connections is counted as. Without dimensions, in the plan's region. */
export const EGRESS_METRIC = "EgressRefused";

export function egressMetricNamespace(plan: Plan): string {
  return `opsplan/${plan.name}/${plan.environment.name}/network`;
}
