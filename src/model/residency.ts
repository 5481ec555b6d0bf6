/**
 * AWS regions in the European Economic Area, and those in the United Kingdom and Switzerland, which the European
 * Commission found to protect personal data adequately (GDPR, article 45). Other adequate countries, and transfers by
 * other means of chapter V, are for a plan to name in `requirements.residency`.
 */
const GDPR_REGIONS = [
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
] as const;

export interface Residency {
  readonly regions: readonly string[];
  /** Who sets the limit. */
  readonly by: "requirements.residency" | "gdpr";
}

/** Where data may be; null where nothing limits it. */
export function residencyOf(requirements: {
  readonly residency?: { readonly regions: readonly string[] } | undefined;
  readonly compliance: readonly string[];
}): Residency | null {
  if (requirements.residency !== undefined) {
    return { regions: requirements.residency.regions, by: "requirements.residency" };
  }
  return requirements.compliance.includes("gdpr") ? { regions: GDPR_REGIONS, by: "gdpr" } : null;
}
