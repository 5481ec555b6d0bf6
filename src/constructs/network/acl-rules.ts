import { containsCidr } from "../../model/cidr";
import { nameServers } from "../../model/migration";
import { type OutsideSource, outsideSources } from "../../model/outside-sources";
import type { ManagedNetwork, Plan } from "../../model/plan";
import type { Tier } from "./subnet-tier";

/** One rule of a network access control list. Lists know addresses and ports only, and each direction by itself. */
export interface AclRule {
  readonly cidr: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  /** Both ends included; for ICMP the type and the code. */
  readonly ports: readonly [number, number];
}

export interface TierRules {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

const ANYWHERE = "0.0.0.0/0";
const ANY_PORT = [0, 65_535] as const;
const HTTP = [80, 80] as const;
const HTTPS = [443, 443] as const;
const DNS = [53, 53] as const;

/** Ports that clients of AWS's managed services take for their end of a connection (VPC user guide, ephemeral ports). */
const EPHEMERAL = [1024, 65_535] as const;

/**
 * The same without 3389, which the rules of AWS Config and Security Hub (EC2.21) want closed to everybody. One in
 * 64,512 connections of a NAT gateway loses its answers, and is tried again from another port.
 */
const EPHEMERAL_WITHOUT_RDP = [
  [1024, 3388],
  [3390, 65_535],
] as const;

/** From the first port that Linux takes for its end (`net.ipv4.ip_local_port_range`): tasks and instances run nothing else. */
const LINUX_EPHEMERAL = [32_768, 65_535] as const;

/** "Fragmentation needed": without it a path of smaller packets loses large ones silently. */
const PATH_MTU = { protocol: "icmp", ports: [3, 4] } as const;

/** Addresses that VPC Lattice calls its targets from, in every VPC (VPC Lattice user guide, network ACLs). */
const LATTICE_CIDR = "169.254.171.0/24";

/** Ports of the stores that stand in isolated subnets, by engine. */
const STORE_PORTS = { "aurora-postgresql": 5432, redis: 6379 } as const;

/**
 * What each tier has business with. DNS, time and instance metadata need no rule: lists do not filter what VPCs answer
 * themselves (VPC user guide, network ACL basics). Rules count up from the first; what none allows is refused.
 */
export function tierRules(plan: Plan, network: ManagedNetwork): Readonly<Record<Tier, TierRules>> {
  const privateCidrs = network.zones.map(({ privateCidr }) => privateCidr);
  const outside = outsideSources(plan);
  return {
    public: publicRules(plan, network, privateCidrs),
    private: privateRules(plan, network),
    isolated: isolatedRules(
      plan,
      privateCidrs,
      network.zones.map(({ isolatedCidr }) => isolatedCidr),
    ),
    firewall: firewallRules(privateCidrs, outside),
    nat: natRules(privateCidrs, outside),
  };
}

/** The load balancer where the world reaches it, and NAT where nothing inspects what leaves. */
function publicRules(plan: Plan, network: ManagedNetwork, privateCidrs: readonly string[]): TierRules {
  const open = plan.edge.hasPublicEndpoint && !plan.edge.cdn;
  const nat =
    network.egressDomains === null ? natRules(privateCidrs, outsideSources(plan)) : { ingress: [], egress: [] };
  const balancer: TierRules = open
    ? {
        ingress: [tcp(ANYWHERE, HTTPS), tcp(ANYWHERE, HTTP), ...tcpEach(privateCidrs, EPHEMERAL)],
        egress: [...tcpEach(privateCidrs, ANY_PORT), tcp(ANYWHERE, EPHEMERAL)],
      }
    : { ingress: [], egress: [] };
  return merged(balancer, nat);
}

/**
 * Everything that runs. It calls out by HTTPS alone, as its security groups say, and hears from the VPC alone; a migration
 * also asks the other side's name servers, and databases that stand at no end of a link.
 */
function privateRules(plan: Plan, network: ManagedNetwork): TierRules {
  // CloudFront comes by network interfaces of its own; no address of the tier is reachable from outside otherwise.
  const cdn = plan.edge.hasPublicEndpoint && plan.edge.cdn;
  const lattice = plan.security.privateIngress.kind === "vpc-lattice";
  const inside = [network.cidr, ...connectedCidrs(plan, network), ...(lattice ? [LATTICE_CIDR] : [])];
  const servers = nameServers(plan).map((server) => `${server}/32`);
  return {
    ingress: [
      ...tcpEach(inside, ANY_PORT),
      ...servers.map((cidr) => udp(cidr, EPHEMERAL)),
      tcp(ANYWHERE, LINUX_EPHEMERAL),
      ...(cdn ? [tcp(ANYWHERE, HTTPS)] : []),
      icmp(ANYWHERE),
    ],
    egress: [
      ...tcpEach(inside, ANY_PORT),
      tcp(ANYWHERE, HTTPS),
      ...(cdn ? [tcp(ANYWHERE, EPHEMERAL)] : []),
      ...servers.map((cidr) => udp(cidr, DNS)),
      // Long answers come by TCP.
      ...servers.filter((cidr) => !inside.some((range) => containsCidr(range, cidr))).map((cidr) => tcp(cidr, DNS)),
      ...outsideSources(plan).map(({ cidr, port }) => tcp(cidr, [port, port])),
      icmp(network.cidr),
    ],
  };
}

/** Stores: asked from the private tier on their ports, and by each other; they ask nobody else. */
function isolatedRules({ stores }: Plan, privateCidrs: readonly string[], isolatedCidrs: readonly string[]): TierRules {
  const ports = [
    ...new Set(
      stores.flatMap(({ engine }) =>
        engine === "aurora-postgresql" || engine === "redis" ? [STORE_PORTS[engine]] : [],
      ),
    ),
  ].sort((a, b) => a - b);
  if (ports.length === 0) return { ingress: [], egress: [] };
  const served = ports.flatMap((port) => tcpEach([...privateCidrs, ...isolatedCidrs], [port, port]));
  return {
    ingress: [...served, ...tcpEach(isolatedCidrs, EPHEMERAL)],
    egress: [
      ...ports.flatMap((port) => tcpEach(isolatedCidrs, [port, port])),
      ...tcpEach([...privateCidrs, ...isolatedCidrs], EPHEMERAL),
    ],
  };
}

/** What passes the firewall keeps its addresses: from the private tier to the world, and the world's answers. */
function firewallRules(privateCidrs: readonly string[], outside: readonly OutsideSource[]): TierRules {
  return {
    ingress: [...wayOut(privateCidrs, outside), tcp(ANYWHERE, LINUX_EPHEMERAL), icmp(ANYWHERE)],
    egress: onTheWayOut(privateCidrs, outside),
  };
}

function natRules(privateCidrs: readonly string[], outside: readonly OutsideSource[]): TierRules {
  return {
    ingress: [
      ...wayOut(privateCidrs, outside),
      ...EPHEMERAL_WITHOUT_RDP.map((ports) => tcp(ANYWHERE, ports)),
      icmp(ANYWHERE),
    ],
    egress: onTheWayOut(privateCidrs, outside),
  };
}

/** What comes from the private tier to leave. */
function wayOut(privateCidrs: readonly string[], outside: readonly OutsideSource[]): readonly AclRule[] {
  const ports = [...new Set(outside.map(({ port }) => port))].filter((port) => port !== HTTPS[0]);
  return [HTTPS, ...ports.map((port) => [port, port] as const)].flatMap((range) => tcpEach(privateCidrs, range));
}

/** What goes on to the world, and its answers back. */
function onTheWayOut(privateCidrs: readonly string[], outside: readonly OutsideSource[]): readonly AclRule[] {
  return [
    tcp(ANYWHERE, HTTPS),
    ...outside.map(({ cidr, port }) => tcp(cidr, [port, port])),
    ...tcpEach(privateCidrs, LINUX_EPHEMERAL),
    ...privateCidrs.map(icmp),
  ];
}

/** Networks on the other side of a link: peers of the plan, and where a migration comes from. */
function connectedCidrs({ migration }: Plan, { peerCidrs }: ManagedNetwork): readonly string[] {
  return [...new Set([...peerCidrs, ...(migration?.network?.ranges ?? [])])];
}

function merged(a: TierRules, b: TierRules): TierRules {
  return { ingress: distinct([...a.ingress, ...b.ingress]), egress: distinct([...a.egress, ...b.egress]) };
}

function distinct(rules: readonly AclRule[]): readonly AclRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function tcp(cidr: string, ports: readonly [number, number]): AclRule {
  return { cidr, protocol: "tcp", ports };
}

function udp(cidr: string, ports: readonly [number, number]): AclRule {
  return { cidr, protocol: "udp", ports };
}

function tcpEach(cidrs: readonly string[], ports: readonly [number, number]): readonly AclRule[] {
  return cidrs.map((cidr) => tcp(cidr, ports));
}

function icmp(cidr: string): AclRule {
  return { cidr, ...PATH_MTU };
}
