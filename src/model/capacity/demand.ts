import type { CapacityTarget, ExistingNetwork, ManagedNetwork, Scaling, Service } from "../plan";
import type { DataStoreFile } from "../schema/plan-file";

/** What the model reads; a `Plan` has it, and a file that is only checked can give it. */
export interface CapacitySubject {
  readonly capacity: CapacityTarget | null;
  readonly services: readonly LoadedService[];
  readonly stores: readonly LoadedStore[];
  readonly network: LoadedNetwork;
}

export interface LoadedService
  extends Pick<Service, "name" | "runtime" | "exposure" | "routes" | "cpu" | "instanceType" | "capacity" | "uses"> {
  readonly scaling: Pick<Scaling, "min" | "max" | "targetCpu" | "messagesPerTask">;
}

type StoreOf<E extends DataStoreFile["engine"]> = Extract<DataStoreFile, { engine: E }>;

export type LoadedAurora = Omit<StoreOf<"aurora-postgresql">, "readers" | "readerScaling"> & {
  readonly readers: number;
  readonly readerScaling?: { readonly max: number } | null | undefined;
};
export type LoadedRedis = Omit<StoreOf<"redis">, "replicas">;
export type LoadedTable = StoreOf<"dynamodb">;
export type LoadedQueue = StoreOf<"sqs">;
export type LoadedStore = LoadedAurora | LoadedRedis | LoadedTable | LoadedQueue | StoreOf<"s3">;

export type LoadedNetwork =
  | Pick<ExistingNetwork, "kind" | "privateSubnetIds">
  | (Pick<ManagedNetwork, "kind" | "natGateways"> & { readonly zones: readonly unknown[] });

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
  /** `tasks`, `ACU of the writer`, `operations/s`. */
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
  /** At the target. */
  readonly demand: Demand;
  /** Multiple of today's peak that it carries. */
  readonly carries: number;
}

export interface CapacityModel {
  /** 1x, 2x, 5x and 10x of today's peak, and the target; rising, each once. */
  readonly levels: readonly CapacityLevel[];
  readonly target: CapacityLevel;
  /** Every demand that has a bound and grows with the load, by how much of today's peak it carries, least first. */
  readonly bottlenecks: readonly Bottleneck[];
  /** Services and stores that nobody has given numbers for, with the key that would. */
  readonly unknown: readonly { readonly name: string; readonly key: string }[];
}
