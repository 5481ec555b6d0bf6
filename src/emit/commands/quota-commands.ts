import type { ServiceQuota } from "../../model/capacity/quotas";
import { aws } from "./aws";
import { dimension, lastHourOf } from "./metrics";

type Code = Pick<ServiceQuota, "serviceCode" | "quotaCode">;

function codes({ serviceCode, quotaCode }: Code) {
  return { "service-code": serviceCode, "quota-code": quotaCode };
}

const FIELDS = "Quota.{name:QuotaName,value:Value,adjustable:Adjustable}";

/** What the account has; AWS's default where it was never changed, of which the first command says NoSuchResource. */
export function quotaValue(quota: Code, region: string): string {
  return [
    aws("service-quotas get-service-quota", { ...codes(quota), query: FIELDS }, region),
    aws("service-quotas get-aws-default-service-quota", { ...codes(quota), query: FIELDS }, region),
  ].join(" ||\n");
}

/** How much of it is used, over the last hour; null where AWS publishes no use. */
export function quotaUse({ usage }: Pick<ServiceQuota, "usage">, region: string): string | null {
  if (usage === null) return null;
  const { namespace, metricName: name, statistic, dimensions } = usage;
  return lastHourOf({
    namespace,
    name,
    statistic,
    dimensions: Object.entries(dimensions).map(([key, value]) => dimension(key, value)),
    region,
  });
}

/** Requests that were made, the newest first. */
export function quotaHistory(quota: Code, region: string): string {
  return aws(
    "service-quotas list-requested-service-quota-change-history-by-quota",
    {
      ...codes(quota),
      query: "reverse(sort_by(RequestedQuotas,&Created))[].[Created,Status,DesiredValue,CaseId]",
      output: "table",
    },
    region,
  );
}

export function requestQuota(quota: Code, value: number, region: string): string {
  return aws(
    "service-quotas request-service-quota-increase",
    { ...codes(quota), "desired-value": value, query: "RequestedQuota.{status:Status,wanted:DesiredValue}" },
    region,
  );
}
