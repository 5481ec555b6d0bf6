import { type Cidr, formatCidr, parseCidr, subrange } from "../model/cidr";
import type { Network, Plan, ZoneSubnets } from "../model/plan";
import { retentionDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import type { Decisions } from "./decisions";
import { logRetention } from "./log-retention";

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
    zones: ZONES.slice(0, network.zones).map((zone, index) => subnetsOf(range, zone, index)),
    natGateways,
    flowLogRetentionDays: retentionDays(
      logRetention(file, network.flowLogRetention, "network.flowLogRetention", decisions),
    ),
    interfaceEndpoints: network.interfaceEndpoints,
    networkAcls: network.networkAcls,
    egressDomains: network.egress.mode === "filtered" ? network.egress.domains : null,
  };
}

/**
 * A quarter of the VPC per zone, the fourth kept free for growth. Within it half is private (where everything runs),
 * a quarter public (load balancer, NAT) and a quarter isolated (stores): /16 gives /19, /20 and /20.
 */
function subnetsOf(range: Cidr, zone: string, index: number): ZoneSubnets {
  const block = subrange(range, 2, index);
  return {
    zone,
    privateCidr: formatCidr(subrange(block, 1, 0)),
    publicCidr: formatCidr(subrange(block, 2, 2)),
    isolatedCidr: formatCidr(subrange(block, 2, 3)),
  };
}
