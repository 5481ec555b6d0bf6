import type { CapacitySubject, LoadedNetwork, LoadedService } from "./demand";
import { figure } from "./figures";
import { loadAt } from "./need";
import { copiesRunning, copyUnit } from "./tasks";

/** What the loss of one zone does to a service at its target load, before new copies stand. */
export interface ZoneLoss {
  readonly service: string;
  readonly zones: number;
  readonly running: number;
  /** Copies in the zones that are left, when the lost one held the most that an even spread allows. */
  readonly left: number;
  /** Percent of the CPU, when they take the whole load; null when none is left. */
  readonly utilisation: number | null;
  /** `134 tasks in 3 zones: 89 left, 60 % x 134 ÷ 89 = 90.34 %`. */
  readonly arithmetic: string;
}

/**
 * ECS and Auto Scaling groups spread copies evenly over zones, so that the lost zone held at most one more than any
 * other. What is left carries the same load: its CPU rises from `scaling.targetCpu` in proportion.
 */
export function zoneLosses(subject: CapacitySubject): readonly ZoneLoss[] {
  const { capacity, services, network } = subject;
  if (capacity === null) return [];
  const load = loadAt(capacity, capacity.growth);
  const zones = zoneCount(network);
  return services
    .filter(({ capacity: numbers }) => numbers.requestsPerSecond !== null || numbers.concurrency !== null)
    .map((service) => zoneLoss(service, copiesRunning(service, load), zones));
}

/** Subnets of an existing network are taken to stand in a zone each: nothing says otherwise before it is applied. */
function zoneCount(network: LoadedNetwork): number {
  return network.kind === "managed" ? network.zones.length : network.privateSubnetIds.length;
}

function zoneLoss(service: LoadedService, running: number, zones: number): ZoneLoss {
  const left = running - Math.ceil(running / zones);
  const target = service.scaling.targetCpu.percent;
  const utilisation = left === 0 ? null : Number(((target * running) / left).toFixed(2));
  const lost = `${figure(running)} ${copyUnit(service)} in ${zones} zones: ${figure(left)} left`;
  const sum = `${figure(target)} % x ${figure(running)} ÷ ${figure(left)} = ${figure(utilisation ?? 0)} %`;
  return {
    service: service.name,
    zones,
    running,
    left,
    utilisation,
    arithmetic: utilisation === null ? lost : `${lost}, ${sum}`,
  };
}
