import { type Cidr, formatCidr, parseCidr, subrange } from "../model/cidr";
import type { InspectionSubnets, Network, Plan, ZoneSubnets } from "../model/plan";
import { retentionDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";

const ZONES = ["a", "b", "c"] as const;

export function resolveNetwork(file: PlanFile, scale: Plan["environment"]["scale"], decisions: Decisions): Network {
  const { network } = file;
  if (network.existing !== undefined) return { kind: "existing", ...network.existing };
  const range = parseCidr(network.cidr);
  if (!range) throw new Error(`the checks let CIDR ${network.cidr} pass`);
  const natGateways =
    network.natGateways ??
    (scale === "full"
      ? decisions.derive("network.natGateways", "per-zone", "the loss of a zone must not cut off the others")
      : decisions.derive("network.natGateways", "single", "environment scale is small: one gateway is enough"));
  return {
    kind: "managed",
    cidr: formatCidr(range),
    zones: ZONES.slice(0, network.zones).map((zone, index) => ({
      ...subnetsOf(range, zone, index),
      inspection: network.egress.mode === "filtered" ? inspectionSubnetsOf(range, index) : null,
    })),
    natGateways,
    flowLogRetentionDays: retentionDays(network.flowLogRetention),
    interfaceEndpoints: network.interfaceEndpoints,
    peerCidrs: network.peers.map(({ cidr }) => cidr),
    networkAcls: network.networkAcls,
    egressDomains: network.egress.mode === "filtered" ? network.egress.domains : null,
  };
}

/**
 * A quarter of the VPC per zone, the fourth kept free for growth. Within it half is private (where everything runs),
 * a quarter public (load balancer, NAT) and a quarter isolated (stores): /16 gives /19, /20 and /20.
 */
function subnetsOf(range: Cidr, zone: string, index: number): Omit<ZoneSubnets, "inspection"> {
  const block = subrange(range, 2, index);
  return {
    zone,
    privateCidr: formatCidr(subrange(block, 1, 0)),
    publicCidr: formatCidr(subrange(block, 2, 2)),
    isolatedCidr: formatCidr(subrange(block, 2, 3)),
  };
}

/** The smallest subnet that AWS makes, 16 addresses: a firewall endpoint and a NAT gateway take one each. */
const INSPECTION_PREFIX = 28;

/** From the top of the free quarter downwards, so that it stays whole for growth: of a /16, 10.0.255.240/28 and on. */
function inspectionSubnetsOf(range: Cidr, index: number): InspectionSubnets {
  const free = subrange(range, 2, 3);
  const bits = INSPECTION_PREFIX - free.prefix;
  const last = 2 ** bits - 1;
  return {
    firewallCidr: formatCidr(subrange(free, bits, last - 2 * index)),
    natCidr: formatCidr(subrange(free, bits, last - 2 * index - 1)),
  };
}
