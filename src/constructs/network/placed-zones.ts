import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { propertyAccess, Token } from "cdktf";
import type { Construct } from "constructs";
import type { ZoneSubnets } from "../../model/plan";

/** A zone of the plan with the name that AWS has for it. */
export interface PlacedZone extends ZoneSubnets {
  readonly zoneName: string;
}

/**
 * The plan's zones on those of the region, in order. A region with too few fails at plan time, where `element()`
 * would wrap around and put two subnets in one zone. Local and wavelength zones need opting in and are left out.
 */
export function placedZones(scope: Construct, zones: readonly ZoneSubnets[]): readonly PlacedZone[] {
  const { names } = new DataAwsAvailabilityZones(scope, "zones", {
    state: "available",
    filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
  });
  return zones.map((zone, index) => ({ ...zone, zoneName: Token.asString(propertyAccess(names, [index])) }));
}
