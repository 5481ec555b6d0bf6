import type { Plan } from "../plan";
import { type QuotaDemand, quotaDemands } from "./quota-needs";

/** An increase that is asked for. */
export interface QuotaRequest extends QuotaDemand {
  readonly region: string;
}

/** Regions in which the target must be carried: what fails over needs the same quotas where it fails over to. */
export function quotaRegions({ environment, recovery }: Plan): readonly string[] {
  const { region, recoveryRegion } = environment;
  return recovery === null || recoveryRegion === null ? [region] : [region, recoveryRegion];
}

/** Quotas to ask for, by region: none unless the plan says so, none that the account has, none that AWS never raises. */
export function quotaRequests(plan: Plan): readonly QuotaRequest[] {
  if (plan.capacity?.quotas !== "request") return [];
  const short = quotaDemands(plan).filter(({ isShort, quota }) => isShort && quota.adjustable);
  return quotaRegions(plan).flatMap((region) => short.map((demand) => ({ ...demand, region })));
}
