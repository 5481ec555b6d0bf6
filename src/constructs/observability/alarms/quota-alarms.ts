import { quotaDemands } from "../../../model/capacity/quota-needs";
import { QUOTA_ALARM_PERCENT } from "../../../model/capacity/quotas";
import { quotaUsage } from "../metrics/quota-metrics";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { MOST_OF_FIFTEEN_MINUTES } from "./windows";

/**
 * Quotas that the target needs, of the whole account: other plans in it use them too. Only where AWS publishes their
 * use.
 */
export function quotaAlarms(post: AlarmPost): void {
  for (const { quota } of quotaDemands(post.plan)) {
    const series = quotaUsage(quota);
    if (series === null) continue;
    raise(post, {
      name: `${quota.key}-quota`,
      severity: "medium",
      runbook: "quota-limit",
      condition: `${QUOTA_ALARM_PERCENT} % or more of the quota ${quota.quotaCode} (${quota.name}) used in 2 of 3 periods of 5 minutes`,
      signal: null,
      capabilities: ["quota-alarm"],
      ticket: "capacity_threshold_approaching",
      metric: compared(series, {
        is: "at-least",
        threshold: QUOTA_ALARM_PERCENT,
        window: MOST_OF_FIFTEEN_MINUTES,
        missing: "notBreaching",
      }),
    });
  }
}
