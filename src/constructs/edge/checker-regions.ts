import type { Plan } from "../../model/plan";

/** Country of each region that Route 53 can check from (Route 53 API reference, HealthCheckConfig). */
const CHECKERS = [
  ["eu-west-1", "IE"],
  ["us-east-1", "US"],
  ["ap-southeast-1", "SG"],
  ["us-west-2", "US"],
  ["us-west-1", "US"],
  ["sa-east-1", "BR"],
  ["ap-northeast-1", "JP"],
  ["ap-southeast-2", "AU"],
] as const;

/** Route 53 takes three regions or more. */
const MIN_CHECKER_REGIONS = 3;

/**
 * Regions to check the domain from. A web ACL lets the checkers through on the health path; without one CloudFront
 * itself turns other countries away, so only checkers inside the allowed countries can be right.
 *
 * @returns null when too few checkers stand in the allowed countries
 */
export function checkerRegions(plan: Plan): readonly string[] | null {
  const { waf, allowedCountries } = plan.edge;
  const restricted = !waf && allowedCountries.length > 0;
  const usable = CHECKERS.filter(([, country]) => !restricted || allowedCountries.includes(country));
  if (usable.length < MIN_CHECKER_REGIONS) return null;
  return usable.slice(0, MIN_CHECKER_REGIONS).map(([region]) => region);
}
