import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import type { PlacedZone } from "./placed-zones";

export type Tier = "public" | "private" | "isolated" | "firewall" | "nat";

/** EC2's limit on a tag's value. */
const TAG_MAX_LENGTH = 256;

export interface TierSubnetProps {
  readonly plan: Plan;
  readonly vpcId: string;
  readonly tier: Tier;
  readonly zone: PlacedZone;
  readonly routeTable: RouteTable;
}

/** A subnet of one tier in one zone, on its route table. Nothing in it gets a public address by itself. */
export function tierSubnet(scope: Construct, { plan, vpcId, tier, zone, routeTable }: TierSubnetProps): Subnet {
  const subnet = new Subnet(scope, `${tier}_${zone.zone}`, {
    vpcId,
    cidrBlock: cidrOf(zone, tier),
    availabilityZone: zone.zoneName,
    mapPublicIpOnLaunch: false,
    tags: { Name: networkName(plan, tier, zone.zone), tier },
    // A zone that AWS adds later may shift the others' places in the list; subnets must not move with them.
    lifecycle: { ignoreChanges: ["availability_zone"] },
  });
  new RouteTableAssociation(scope, `${tier}_${zone.zone}_routes`, { subnetId: subnet.id, routeTableId: routeTable.id });
  return subnet;
}

/** A route table that knows the VPC's own range only. */
export function tierRouteTable(scope: Construct, plan: Plan, vpcId: string, ...parts: readonly string[]): RouteTable {
  return new RouteTable(scope, `${parts.join("_")}_table`, { vpcId, tags: { Name: networkName(plan, ...parts) } });
}

/** `Name` tag of a part of the network. */
export function networkName(plan: Plan, ...parts: readonly string[]): string {
  return resourceName(plan, parts, TAG_MAX_LENGTH);
}

function cidrOf({ publicCidr, privateCidr, isolatedCidr, inspection, zone }: PlacedZone, tier: Tier): string {
  switch (tier) {
    case "public":
      return publicCidr;
    case "private":
      return privateCidr;
    case "isolated":
      return isolatedCidr;
    default:
      if (inspection === null) throw new Error(`nothing inspects what leaves zone ${zone}`);
      return tier === "firewall" ? inspection.firewallCidr : inspection.natCidr;
  }
}
