import { type Cidr, formatCidr, parseCidr, subrange } from "../model/cidr";
import type { InspectionSubnets, ManagedNetwork, Network, Plan, ZoneSubnets } from "../model/plan";
import { recoveryRange } from "../model/recovery-range";
import { retentionDays } from "../model/retention";
import type { PlanFile } from "../model/schema/plan-file";
import { takenRanges } from "../model/taken-ranges";
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
    ...placed(range, network.zones, network.egress.mode),
    natGateways,
    flowLogRetentionDays: retentionDays(
      logRetention(file, network.flowLogRetention, "network.flowLogRetention", decisions),
    ),
    interfaceEndpoints: network.interfaceEndpoints,
    peerCidrs: network.peers.map(({ cidr }) => cidr),
    networkAcls: network.networkAcls,
    egressDomains: network.egress.mode === "filtered" ? network.egress.domains : null,
  };
}

/**
 * The network of the recovery region: as the plan's own, on a range of its own, since the two may be connected.
 *
 * @param own the plan's own network as resolved
 */
export function resolveRecoveryNetwork(file: PlanFile, own: Network, decisions: Decisions): Network {
  const { existing, cidr } = file.recovery.network;
  if (existing !== undefined) return { kind: "existing", ...existing };
  if (own.kind === "existing") throw new Error("the checks let a recovery region without a network pass");
  const range = cidr === undefined ? derivedRange(file, decisions) : parseCidr(cidr);
  if (!range) throw new Error(`the checks let CIDR ${cidr} pass`);
  return { ...own, ...placed(range, own.zones.length, file.network.egress.mode) };
}

function derivedRange(file: PlanFile, decisions: Decisions): Cidr {
  const range = recoveryRange(rangeOf(file.network.cidr), takenRanges(file).map(rangeOf));
  if (!range) throw new Error("the checks let a plan without a free range pass");
  return decisions.derive(
    "recovery.network.cidr",
    range,
    `the next range of the size of network.cidr, ${file.network.cidr}, that no network named for this environment uses`,
    formatCidr(range),
  );
}

function rangeOf(text: string): Cidr {
  const range = parseCidr(text);
  if (!range) throw new Error(`the checks let CIDR ${text} pass`);
  return range;
}

function placed(
  range: Cidr,
  zones: number,
  egress: PlanFile["network"]["egress"]["mode"],
): Pick<ManagedNetwork, "cidr" | "zones"> {
  return {
    cidr: formatCidr(range),
    zones: ZONES.slice(0, zones).map((zone, index) => ({
      ...subnetsOf(range, zone, index),
      inspection: egress === "filtered" ? inspectionSubnetsOf(range, index) : null,
    })),
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
