import { aws } from "./aws";

export interface QuotaAt {
  readonly serviceCode: string;
  readonly quotaCode: string;
}

/** What the account has of a quota. */
export function currentQuota({ serviceCode, quotaCode }: QuotaAt, region: string): string {
  return aws(
    "service-quotas get-service-quota",
    {
      "service-code": serviceCode,
      "quota-code": quotaCode,
      query: "Quota.{name:QuotaName,value:Value,adjustable:Adjustable}",
    },
    region,
  );
}

/** Asks AWS for more of it. */
export function requestQuota({ serviceCode, quotaCode }: QuotaAt, desired: number, region: string): string {
  return aws(
    "service-quotas request-service-quota-increase",
    {
      "service-code": serviceCode,
      "quota-code": quotaCode,
      "desired-value": desired,
      query: "RequestedQuota.{id:Id,status:Status}",
    },
    region,
  );
}
