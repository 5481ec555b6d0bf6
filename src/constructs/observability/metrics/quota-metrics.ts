import type { ServiceQuota } from "../../../model/capacity/quotas";
import type { Series } from "./metric";

/** Percent of a service quota that the account and region use; null where AWS publishes no use of it. */
export function quotaUsage({ name, usage }: ServiceQuota): Series | null {
  if (usage === null) return null;
  const { namespace, metricName, dimensions, statistic } = usage;
  return {
    label: `${name} in % of the quota`,
    metrics: { used: { namespace, name: metricName, dimensions: { ...dimensions }, statistic } },
    // The quota as the account has it now (CloudWatch user guide, "Visualizing your service quotas and setting alarms").
    formula: (id) => `${id("used")} / SERVICE_QUOTA(${id("used")}) * 100`,
  };
}
