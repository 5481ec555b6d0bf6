/**
 * Regions in which CloudFront offers Origin Shield, and for the others the one that AWS names as nearest (CloudFront
 * developer guide, "Choosing the AWS Region for Origin Shield").
 */
const OFFERED = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

const NEAREST: Readonly<Record<string, string>> = {
  "af-south-1": "eu-west-1",
  "ap-east-1": "ap-southeast-1",
  "ca-central-1": "us-east-1",
  "eu-north-1": "eu-west-2",
  "eu-south-1": "eu-central-1",
  "eu-west-3": "eu-west-2",
  "me-south-1": "ap-south-1",
  "us-west-1": "us-west-2",
};

/** Regions that a plan may stand in with an origin shield. */
export const ORIGIN_SHIELD_REGIONS: readonly string[] = [...OFFERED, ...Object.keys(NEAREST)].sort();

/** Where the last cache before an origin in a region stands; undefined for a region that AWS names none for. */
export function originShieldRegion(region: string): string | undefined {
  return OFFERED.includes(region) ? region : NEAREST[region];
}
