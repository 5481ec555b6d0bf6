import { bottlenecksOf } from "./bottlenecks";
import { cacheNode } from "./cache-nodes";
import { cacheNeeds } from "./caches";
import { databaseNeeds } from "./databases";
import type { CapacityLevel, CapacityModel, CapacitySubject } from "./demand";
import { demandAt, loadAt, type Need } from "./need";
import { networkNeeds } from "./network";
import { queueNeeds } from "./queues";
import { quotaNeeds } from "./quota-needs";
import { tableNeeds } from "./tables";
import { serviceNeeds } from "./tasks";

export type { Bottleneck, CapacityLevel, CapacityModel, CapacityResource, CapacitySubject, Demand } from "./demand";
export { CAPACITY_RESOURCES } from "./demand";

/** Multiples of today's peak that are worked out beside the target. */
const MULTIPLES = [1, 2, 5, 10];

/** null when the plan names no users to carry. */
export function capacityModel(subject: CapacitySubject): CapacityModel | null {
  const { capacity } = subject;
  if (capacity === null) return null;
  const needs = needsOf(subject);
  const level = (multiple: number): CapacityLevel => {
    const load = loadAt(capacity, multiple);
    return { multiple, ...load, demands: needs.map((need) => demandAt(need, load)) };
  };
  const multiples = [...new Set([...MULTIPLES, capacity.growth])].sort((a, b) => a - b);
  return {
    levels: multiples.map(level),
    target: level(capacity.growth),
    bottlenecks: bottlenecksOf(needs, capacity),
    unknown: unknownOf(subject),
  };
}

function needsOf(subject: CapacitySubject): readonly Need[] {
  return [
    ...serviceNeeds(subject),
    ...databaseNeeds(subject),
    ...cacheNeeds(subject),
    ...tableNeeds(subject),
    ...queueNeeds(subject),
    ...networkNeeds(subject),
    ...quotaNeeds(subject),
  ];
}

function unknownOf({ services, stores }: CapacitySubject): CapacityModel["unknown"] {
  return [
    ...services
      .filter(({ capacity }) => capacity.requestsPerSecond === null)
      .map(({ name }) => ({ name, key: `services.${name}.capacity.requestsPerSecond` })),
    ...stores
      .filter((store) => store.engine === "redis" && cacheNode(store.nodeType) === null)
      .map(({ name }) => ({ name, key: `dataStores.${name}.nodeType` })),
  ];
}
