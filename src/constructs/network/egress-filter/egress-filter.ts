import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import { natGateway } from "../nat-gateway";
import type { PlacedZone } from "../placed-zones";
import { tierRouteTable, tierSubnet } from "../subnet-tier";
import type { SubnetsProps } from "../subnets-props";
import { entryOf, exitOf, exitZones, type ZoneExits } from "../zone-exits";
import { EgressFirewall } from "./egress-firewall";

const ANYWHERE = "0.0.0.0/0";

export interface EgressFilterProps extends SubnetsProps {
  /** Domains of the plan that may be reached. */
  readonly domains: readonly string[];
  readonly zones: readonly PlacedZone[];
}

/**
 * What leaves the private subnets passes a firewall, then NAT, and comes back the same way: the firewall must see both
 * directions of a connection. NAT gets subnets of its own behind the firewall, since a route back to the firewall in
 * the public subnets would also catch what the load balancer sends to its targets, whose answers do not pass it.
 */
export class EgressFilter extends Construct {
  readonly exits: ZoneExits;

  constructor(scope: Construct, id: string, props: EgressFilterProps) {
    super(scope, id);
    const { plan, network, vpcId, zones } = props;
    const exits = exitZones(zones, network.natGateways);
    const tables = exits.map((zone) => {
      const firewallTable = tierRouteTable(this, plan, vpcId, "firewall", zone.zone);
      const natTable = tierRouteTable(this, plan, vpcId, "nat", zone.zone);
      const place = { plan, vpcId, zone };
      return {
        zone,
        firewallTable,
        natTable,
        firewallSubnet: tierSubnet(this, { ...place, tier: "firewall", routeTable: firewallTable }),
        natSubnetId: tierSubnet(this, { ...place, tier: "nat", routeTable: natTable }).id,
      };
    });
    const subnets = new Map(tables.map(({ zone, firewallSubnet }) => [zone.zone, firewallSubnet]));
    const firewall = new EgressFirewall(this, "firewall", { ...props, subnets: [...subnets.values()] });
    const endpointOf = (zone: string) => firewall.endpointIn(entryOf(subnets, zone));
    const natAddresses: string[] = [];
    for (const { zone, firewallTable, natTable, natSubnetId } of tables) {
      // Below the network, not the filter: its address stays the same when a plan begins to filter.
      const gateway = natGateway(scope, {
        plan,
        zone: zone.zone,
        subnetId: natSubnetId,
        internetGateway: props.internetGateway,
      });
      natAddresses.push(gateway.address);
      new Route(this, `firewall_${zone.zone}_default`, {
        routeTableId: firewallTable.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateway.id,
      });
      new Route(this, `nat_${zone.zone}_default`, {
        routeTableId: natTable.id,
        destinationCidrBlock: ANYWHERE,
        gatewayId: props.internetGateway.id,
      });
      for (const behind of zones.filter((one) => exitOf(one, exits) === zone.zone)) {
        new Route(this, `nat_${zone.zone}_back_${behind.zone}`, {
          routeTableId: natTable.id,
          destinationCidrBlock: behind.privateCidr,
          vpcEndpointId: endpointOf(zone.zone),
        });
      }
    }
    this.exits = {
      towards: (zone) => ({ vpcEndpointId: endpointOf(exitOf(zone, exits)) }),
      firewallSubnetIds: tables.map(({ firewallSubnet }) => firewallSubnet.id),
      natSubnetIds: tables.map(({ natSubnetId }) => natSubnetId),
      natAddresses,
    };
  }
}
