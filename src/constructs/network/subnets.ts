import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import type { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { Construct } from "constructs";
import type { ManagedNetwork, Plan } from "../../model/plan";
import { natGateway } from "./nat-gateway";
import { placedZones } from "./placed-zones";
import { tierRouteTable, tierSubnet } from "./subnet-tier";

const ANYWHERE = "0.0.0.0/0";

export interface SubnetsProps {
  readonly plan: Plan;
  readonly network: ManagedNetwork;
  readonly vpcId: string;
  readonly internetGateway: InternetGateway;
}

/** Subnet ids by tier, in zone order, and the tables whose traffic stays off the public tier. */
export interface Subnets {
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly isolatedSubnetIds: readonly string[];
  readonly innerRouteTables: readonly { readonly name: string; readonly routeTableId: string }[];
}

/**
 * Three subnets in every zone: public towards the internet gateway, private behind NAT, isolated without a way out.
 * A private subnet has a table of its own in any case. A single NAT gateway stands in the first zone and serves all;
 * going from one to one per zone then adds gateways and moves nothing else.
 */
export function subnets(scope: Construct, { plan, network, vpcId, internetGateway }: SubnetsProps): Subnets {
  const publicTable = tierRouteTable(scope, plan, vpcId, "public");
  new Route(scope, "public_default", {
    routeTableId: publicTable.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internetGateway.id,
  });
  const isolatedTable = tierRouteTable(scope, plan, vpcId, "isolated");
  let shared: NatGateway | null = null;
  const zones = placedZones(scope, network.zones).map((zone) => {
    const privateTable = tierRouteTable(scope, plan, vpcId, "private", zone.zone);
    const place = { plan, vpcId, zone };
    const publicSubnetId = tierSubnet(scope, { ...place, tier: "public", routeTable: publicTable }).id;
    const gateway: NatGateway = shared ?? natGateway(scope, { plan, zone: zone.zone, publicSubnetId, internetGateway });
    if (network.natGateways === "single") shared = gateway;
    new Route(scope, `private_${zone.zone}_default`, {
      routeTableId: privateTable.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: gateway.id,
    });
    return {
      publicSubnetId,
      privateSubnetId: tierSubnet(scope, { ...place, tier: "private", routeTable: privateTable }).id,
      isolatedSubnetId: tierSubnet(scope, { ...place, tier: "isolated", routeTable: isolatedTable }).id,
      privateTable: { name: `private_${zone.zone}`, routeTableId: privateTable.id },
    };
  });
  return {
    publicSubnetIds: zones.map(({ publicSubnetId }) => publicSubnetId),
    privateSubnetIds: zones.map(({ privateSubnetId }) => privateSubnetId),
    isolatedSubnetIds: zones.map(({ isolatedSubnetId }) => isolatedSubnetId),
    innerRouteTables: [
      ...zones.map(({ privateTable }) => privateTable),
      { name: "isolated", routeTableId: isolatedTable.id },
    ],
  };
}
