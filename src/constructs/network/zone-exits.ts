import type { Construct } from "constructs";
import { natGateway } from "./nat-gateway";
import type { PlacedZone } from "./placed-zones";
import type { SubnetsProps } from "./subnets-props";

/** What the default route of a private subnet leads to. */
export type ExitTarget = { readonly natGatewayId: string } | { readonly vpcEndpointId: string };

/** How each zone's private subnet reaches the internet. */
export interface ZoneExits {
  readonly towards: (zone: PlacedZone) => ExitTarget;
  /** Subnets of firewall endpoints and of NAT gateways behind them; empty where nothing inspects what leaves. */
  readonly firewallSubnetIds: readonly string[];
  readonly natSubnetIds: readonly string[];
  /** IPv4 addresses of the NAT gateways. */
  readonly natAddresses: readonly string[];
}

/** The zones that have a way out of their own: all, or the first, which serves the others too. */
export function exitZones(zones: readonly PlacedZone[], gateways: "per-zone" | "single"): readonly PlacedZone[] {
  return gateways === "single" ? zones.slice(0, 1) : zones;
}

/** The zone through which a zone's traffic leaves. */
export function exitOf(zone: PlacedZone, exits: readonly PlacedZone[]): string {
  const own = exits.find((exit) => exit.zone === zone.zone) ?? exits[0];
  if (own === undefined) throw new Error("a network has at least one zone");
  return own.zone;
}

/** NAT gateways in the public subnets, by zone. */
export function natExits(
  scope: Construct,
  { plan, network, internetGateway }: SubnetsProps,
  zones: readonly PlacedZone[],
  publicSubnetId: (zone: PlacedZone) => string,
): ZoneExits {
  const exits = exitZones(zones, network.natGateways);
  const gateways = new Map(
    exits.map((zone) => [
      zone.zone,
      natGateway(scope, { plan, zone: zone.zone, subnetId: publicSubnetId(zone), internetGateway }),
    ]),
  );
  return {
    towards: (zone) => ({ natGatewayId: entryOf(gateways, exitOf(zone, exits)).id }),
    firewallSubnetIds: [],
    natSubnetIds: [],
    natAddresses: [...gateways.values()].map(({ address }) => address),
  };
}

/** @throws Error for a zone that is not in the map: a fault of whoever filled it */
export function entryOf<T>(byZone: ReadonlyMap<string, T>, zone: string): T {
  const entry = byZone.get(zone);
  if (entry === undefined) throw new Error(`nothing was made for zone ${zone}`);
  return entry;
}
