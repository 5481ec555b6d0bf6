import { Route } from "@cdktf/provider-aws/lib/route";
import type { Construct } from "constructs";
import { EgressFilter } from "./egress-filter/egress-filter";
import { placedZones } from "./placed-zones";
import { tierRouteTable, tierSubnet } from "./subnet-tier";
import type { SubnetsProps } from "./subnets-props";
import { entryOf, natExits } from "./zone-exits";

const ANYWHERE = "0.0.0.0/0";

/** Subnet ids by tier, in zone order, and the tables whose traffic stays off the public tier. */
export interface Subnets {
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];
  /** Those of firewall endpoints and of NAT gateways behind them; empty where nothing inspects what leaves. */
  readonly firewallSubnetIds: readonly string[];
  readonly natSubnetIds: readonly string[];
  /** IPv4 addresses of the NAT gateways. */
  readonly natAddresses: readonly string[];
  readonly innerRouteTables: readonly { readonly name: string; readonly routeTableId: string }[];
}

/**
 * Three subnets in every zone: public towards the internet gateway, private behind NAT, isolated without a way out.
 * A private subnet has a table of its own in any case. A single NAT gateway stands in the first zone and serves all;
 * going from one to one per zone then adds gateways and moves nothing else. Where the plan filters what leaves, a
 * firewall stands between the private subnets and NAT.
 */
export function subnets(scope: Construct, props: SubnetsProps): Subnets {
  const { plan, network, vpcId, internetGateway } = props;
  const publicTable = tierRouteTable(scope, plan, vpcId, "public");
  new Route(scope, "public_default", {
    routeTableId: publicTable.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internetGateway.id,
  });
  const isolatedTable = tierRouteTable(scope, plan, vpcId, "isolated");
  const zones = placedZones(scope, network.zones).map((zone) => {
    const privateTable = tierRouteTable(scope, plan, vpcId, "private", zone.zone);
    const place = { plan, vpcId, zone };
    return {
      zone,
      privateTable,
      publicSubnetId: tierSubnet(scope, { ...place, tier: "public", routeTable: publicTable }).id,
      privateSubnetId: tierSubnet(scope, { ...place, tier: "private", routeTable: privateTable }).id,
      isolatedSubnetId: tierSubnet(scope, { ...place, tier: "isolated", routeTable: isolatedTable }).id,
    };
  });
  const placed = zones.map(({ zone }) => zone);
  const publicIds = new Map(zones.map(({ zone, publicSubnetId }) => [zone.zone, publicSubnetId]));
  const exits =
    network.egressDomains === null
      ? natExits(scope, props, placed, ({ zone }) => entryOf(publicIds, zone))
      : new EgressFilter(scope, "egress", { ...props, domains: network.egressDomains, zones: placed }).exits;
  for (const { zone, privateTable } of zones) {
    new Route(scope, `private_${zone.zone}_default`, {
      routeTableId: privateTable.id,
      destinationCidrBlock: ANYWHERE,
      ...exits.towards(zone),
    });
  }
  return {
    publicSubnetIds: zones.map(({ publicSubnetId }) => publicSubnetId),
    privateSubnetIds: zones.map(({ privateSubnetId }) => privateSubnetId),
    isolatedSubnetIds: zones.map(({ isolatedSubnetId }) => isolatedSubnetId),
    firewallSubnetIds: exits.firewallSubnetIds,
    natSubnetIds: exits.natSubnetIds,
    natAddresses: exits.natAddresses,
    innerRouteTables: [
      ...zones.map(({ zone, privateTable }) => ({ name: `private_${zone.zone}`, routeTableId: privateTable.id })),
      { name: "isolated", routeTableId: isolatedTable.id },
    ],
  };
}
