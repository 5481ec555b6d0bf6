import type { CapacityTarget, DataStore, Network, Service } from "../plan";

/** What the model reads; a {@link Plan} has it. */
export interface CapacitySubject {
  readonly capacity: CapacityTarget | null;
  readonly services: readonly Service[];
  readonly stores: readonly DataStore[];
  readonly network: Network;
}

/** What can run out. */
export const CAPACITY_RESOURCES = [
  "tasks",
  "instances",
  "database-capacity",
  "database-connections",
  "cache-operations",
  "cache-memory",
  "table-reads",
  "table-writes",
  "queue-messages",
  "load-balancer-units",
  "load-balancer-targets",
  "nat-bandwidth",
  "nat-connections",
  "quota",
] as const;

export type CapacityResource = (typeof CAPACITY_RESOURCES)[number];

/** One thing that a load needs, and what bounds it. */
export interface Demand {
  readonly subject: { readonly kind: "service" | "store" | "plan"; readonly name: string };
  readonly resource: CapacityResource;
  /** `tasks`, `ACU`, `queries/s`. */
  readonly unit: string;
  /** Rounded up where it is counted. */
  readonly needed: number;
  /** What the plan or AWS allows; null without a bound. */
  readonly limit: number | null;
  /** Key of the plan that raises the limit, `services.checkout.scaling.max`; null where AWS sets it. */
  readonly limitKey: string | null;
  /** The sum in words: `2,000 requests/s x 0.5 ÷ 50 per task = 20 tasks`. */
  readonly arithmetic: string;
}

/** What a multiple of today's peak needs. */
export interface CapacityLevel {
  readonly multiple: number;
  readonly users: number;
  /** Of users, at the peak. */
  readonly requestsPerSecond: number;
  readonly demands: readonly Demand[];
}

/** What runs out first while the load grows. */
export interface Bottleneck {
  readonly demand: Demand;
  /** Multiple of today's peak that it carries. */
  readonly carries: number;
}

export interface CapacityModel {
  /** 1x, 2x, 5x and 10x of today's peak, and the target; rising, each once. */
  readonly levels: readonly CapacityLevel[];
  readonly target: CapacityLevel;
  /** Every demand that has a bound, by how much of today's peak it carries, least first. */
  readonly bottlenecks: readonly Bottleneck[];
  /** Services and stores that nobody has given numbers for, with the key that would. */
  readonly unknown: readonly { readonly name: string; readonly key: string }[];
}

/** null when the plan names no users to carry. */
export function capacityModel(subject: CapacitySubject): CapacityModel | null {
  const { capacity } = subject;
  if (capacity === null) return null;
  const level = (multiple: number): CapacityLevel => {
    const users = capacity.currentPeakUsers * multiple;
    return { multiple, users, requestsPerSecond: (users * capacity.requestsPerUser) / 60, demands: [] };
  };
  const target = level(capacity.growth);
  return { levels: [1, 2, 5, 10].map(level), target, bottlenecks: [], unknown: [] };
}
