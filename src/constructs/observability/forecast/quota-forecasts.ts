import { quotaDemands } from "../../../model/capacity/quota-needs";
import type { Plan } from "../../../model/plan";
import { quotaUsage } from "../metrics/quota-metrics";
import { CAPACITY } from "./capacity-subject";
import type { Forecast } from "./forecast";

/** Quotas that the target needs, as far as AWS publishes their use. */
export function quotaForecasts(plan: Plan): readonly Forecast[] {
  return quotaDemands(plan).flatMap(({ quota }) => {
    const series = quotaUsage(quota);
    if (series === null) return [];
    return [
      {
        subject: CAPACITY,
        resource: quota.key,
        words: `${quota.unit} under the quota ${quota.quotaCode}`,
        series,
        figure: "peak",
        limit: 100,
        limitWords: `100 % of it (${quota.name})`,
        limitKey: null,
      },
    ];
  });
}
