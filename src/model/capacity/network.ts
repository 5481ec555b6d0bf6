import { NAT_CONNECTIONS, NAT_GBPS } from "./aws-limits";
import type { CapacitySubject, LoadedNetwork, LoadedService } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { grantedQuota } from "./quotas";
import { copiesRunning, secondsPerRequest, serviceRate } from "./tasks";

/** What the load balancer and the NAT gateways of the network carry. */
export function networkNeeds(subject: CapacitySubject): readonly Need[] {
  return [...loadBalancerNeeds(subject), ...natNeeds(subject)];
}

const LOAD_BALANCER = { kind: "plan", name: "load balancer" } as const;
const NAT_GATEWAYS = { kind: "plan", name: "NAT gateways" } as const;

/**
 * What one load balancer capacity unit covers (Elastic Load Balancing pricing, "LCU details"): new connections per
 * second, connections open in a minute, GB per hour to instances and addresses, rule evaluations per second beyond the
 * first ten rules. The largest of the four counts.
 */
const UNIT = { newConnections: 25, openConnections: 3000, gigabytesPerHour: 1, evaluations: 1000 } as const;
const FREE_RULES = 10;

/** An assumption: a user opens one connection a minute and keeps it; behind CloudFront, which shares them, fewer. */
const CONNECTIONS_PER_USER_AND_SECOND = 1 / 60;

const BYTES_PER_KIB = 1024;
const SECONDS_PER_HOUR = 3600;
const BITS_PER_BYTE = 8;
const GIGA = 1e9;

function loadBalancerNeeds(subject: CapacitySubject): readonly Need[] {
  const services = subject.services.filter(({ exposure }) => exposure === "public");
  if (services.length === 0) return [];
  return [
    {
      subject: LOAD_BALANCER,
      resource: "load-balancer-units",
      unit: "LCU",
      // It scales by itself; a unit is what is paid for.
      limit: null,
      limitKey: null,
      amount: (load) => roundedUp(Math.max(...unitParts(services, load).map(({ units }) => units))),
      arithmetic: (load) =>
        unitParts(services, load)
          .map(({ words, units }) => `${words} = ${figure(units)}`)
          .join("; "),
    },
    {
      subject: LOAD_BALANCER,
      resource: "load-balancer-targets",
      unit: "targets",
      limit: grantedQuota("targets-per-load-balancer", subject.capacity),
      limitKey: null,
      amount: (load) => services.reduce((sum, service) => sum + copiesRunning(service, load), 0),
      arithmetic: (load) =>
        services.map((service) => `${figure(copiesRunning(service, load))} ${service.name}`).join(" + "),
    },
  ];
}

function unitParts(
  services: readonly LoadedService[],
  load: Load,
): readonly { readonly words: string; readonly units: number }[] {
  const opened = load.users * CONNECTIONS_PER_USER_AND_SECOND;
  const gigabytes = (bytesPerSecond(services, load) * SECONDS_PER_HOUR) / GIGA;
  const rules = Math.max(services.reduce((sum, { routes }) => sum + routes.length, 0) - FREE_RULES, 0);
  const requests = services.reduce((sum, service) => sum + serviceRate(service, load), 0);
  return [
    { words: `${figure(opened)} new connections/s ÷ ${UNIT.newConnections}`, units: opened / UNIT.newConnections },
    { words: `${figure(load.users)} open ÷ ${figure(UNIT.openConnections)}`, units: load.users / UNIT.openConnections },
    { words: `${figure(gigabytes)} GB/h ÷ ${UNIT.gigabytesPerHour}`, units: gigabytes / UNIT.gigabytesPerHour },
    {
      words: `${figure(requests)} requests/s x ${rules} rules beyond ${FREE_RULES} ÷ ${figure(UNIT.evaluations)}`,
      units: (requests * rules) / UNIT.evaluations,
    },
  ];
}

function bytesPerSecond(services: readonly LoadedService[], load: Load): number {
  return services.reduce(
    (sum, service) => sum + serviceRate(service, load) * service.capacity.responseSize * BYTES_PER_KIB,
    0,
  );
}

/** Gateways that share what leaves; null where the network is not this plan's. */
function natGateways(network: LoadedNetwork): number | null {
  if (network.kind === "existing") return null;
  return network.natGateways === "single" ? 1 : network.zones.length;
}

/**
 * What leaves through NAT is not in the plan. The bound that is reckoned is that every request calls one address outside
 * once and is answered with as much as it answers itself: a plan that calls less is on the safe side.
 */
function natNeeds({ services, network }: CapacitySubject): readonly Need[] {
  const gateways = natGateways(network);
  if (gateways === null) return [];
  const limitKey = network.kind === "managed" && network.natGateways === "single" ? "network.natGateways" : null;
  const gigabits = (load: Load) => (bytesPerSecond(services, load) * BITS_PER_BYTE) / GIGA / gateways;
  const open = (load: Load) =>
    services.reduce((sum, service) => sum + serviceRate(service, load) * secondsPerRequest(service), 0) / gateways;
  const share = gateways === 1 ? "by one gateway" : `by each of ${gateways} gateways`;
  return [
    {
      subject: NAT_GATEWAYS,
      resource: "nat-bandwidth",
      unit: "Gbit/s",
      limit: NAT_GBPS,
      limitKey,
      amount: gigabits,
      arithmetic: (load) => `if every request calls outside: ${precise(gigabits(load))} Gbit/s ${share}`,
    },
    {
      subject: NAT_GATEWAYS,
      resource: "nat-connections",
      unit: "connections",
      limit: NAT_CONNECTIONS,
      limitKey,
      amount: (load) => roundedUp(open(load)),
      arithmetic: (load) =>
        `if every request calls one address outside, Little's law over all services: ${figure(open(load))} open ${share}`,
    },
  ];
}
