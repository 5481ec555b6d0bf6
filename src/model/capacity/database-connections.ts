import type { AuroraStore } from "../plan";
import { MAX_CAPACITY_UNITS } from "./aws-limits";
import type { CapacitySubject, LoadedAurora, LoadedService } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { copiesRunning, secondsPerRequest, serviceRate } from "./tasks";
import { usersOfStore } from "./users-of-store";

/**
 * Connections per capacity unit and what the instance keeps back, fitted to AWS's table of `max_connections` by
 * largest capacity (Aurora user guide, "Maximum connections for Aurora Serverless v2": 1 unit 189, 4 units 823,
 * 8 units 1,669, 16 units 3,360, 32 units and more 5,000). The table is the default
 * `LEAST({DBInstanceClassMemory/9531392},5000)` on the memory that the engine leaves; the fit is at most one below it.
 */
const PER_UNIT = 211.4;
const KEPT_BACK = 22.5;

/** Most of any instance, by the same default. */
export const MOST_CONNECTIONS = 5000;

/** The same page: with a smallest capacity of 0 or 0.5 units no instance takes more. */
const MOST_FROM_HALF_A_UNIT = 2000;
const HALF_A_UNIT = 0.5;

/** Connections that an instance of the cluster takes: fixed by the largest capacity, not by the current one. */
export function maxConnections({ min, max }: AuroraStore["capacity"]): number {
  const most = min <= HALF_A_UNIT ? MOST_FROM_HALF_A_UNIT : MOST_CONNECTIONS;
  return Math.min(Math.floor(PER_UNIT * max - KEPT_BACK), most);
}

/** The least largest capacity that takes so many connections; null when none does. */
export function unitsForConnections(count: number, min: number): number | null {
  for (let max = 1; max <= MAX_CAPACITY_UNITS; max += HALF_A_UNIT) {
    if (maxConnections({ min, max }) >= count) return max;
  }
  return null;
}

type Connecting = Pick<LoadedService, "name" | "uses" | "scaling" | "capacity">;

/** A database whose services, all at their maximum, would hold more connections than it takes. */
export interface PoolerNeed {
  readonly store: string;
  readonly connections: number;
  readonly limit: number;
  /** `180 x 40 + 80 x 5 = 7,600 connections, and an instance takes 5,000`. */
  readonly arithmetic: string;
}

/** Aurora stores that need a pooler between them and their services. */
export function needsPooler({ services, stores }: Pick<CapacitySubject, "services" | "stores">): readonly PoolerNeed[] {
  return stores.flatMap((store) => (store.engine === "aurora-postgresql" ? (poolerNeed(services, store) ?? []) : []));
}

/** Of one store; null when its services never hold more connections than it takes. */
export function poolerNeed(
  services: readonly Connecting[],
  store: Pick<AuroraStore, "name" | "capacity">,
): PoolerNeed | null {
  const users = usersOfStore(services, store);
  const connections = users.reduce((sum, { scaling, capacity }) => sum + scaling.max * capacity.connections, 0);
  const limit = maxConnections(store.capacity);
  if (connections <= limit) return null;
  const terms = users.map(({ scaling, capacity }) => `${figure(scaling.max)} x ${figure(capacity.connections)}`);
  const sum = `${terms.join(" + ")} = ${figure(connections)} connections`;
  return { store: store.name, connections, limit, arithmetic: `${sum}, and an instance takes ${figure(limit)}` };
}

export function hasPooler(services: readonly Connecting[], store: LoadedAurora): boolean {
  return store.pooler === "rds-proxy" || (store.pooler === "auto" && poolerNeed(services, store) !== null);
}

/**
 * RDS Proxy lends a database connection to a transaction and takes it back after it ("multiplexing"; Aurora user guide,
 * "RDS Proxy concepts and terminology"), so the database sees as many as there are transactions under way. A request is
 * taken to hold one for as long as it is in its service, which is the most that it can, and 30 % are added: what the
 * page "RDS Proxy connection considerations" asks for above the most in use. It is never more than clients hold.
 */
const PROXY_HEADROOM = 1.3;

/** Connections to the writer, against `max_connections`. Every service is taken to reach it with all that it holds. */
export function connectionNeed({ services }: Pick<CapacitySubject, "services">, store: LoadedAurora): Need {
  const users = usersOfStore(services, store);
  const pooled = hasPooler(services, store);
  const clients = (load: Load) =>
    users.reduce((sum, service) => sum + copiesRunning(service, load) * service.capacity.connections, 0);
  const inWork = (load: Load) =>
    users.reduce((sum, service) => sum + serviceRate(service, load) * secondsPerRequest(service), 0);
  const lent = (load: Load) => Math.min(roundedUp(inWork(load) * PROXY_HEADROOM), clients(load));
  const held = (load: Load) =>
    users
      .map((service) => `${figure(copiesRunning(service, load))} ${service.name} x ${service.capacity.connections}`)
      .join(" + ");
  return {
    subject: { kind: "store", name: store.name },
    resource: "database-connections",
    unit: "connections",
    limit: maxConnections(store.capacity),
    limitKey: `dataStores.${store.name}.capacity.max`,
    amount: pooled ? lent : clients,
    arithmetic: (load) => {
      const direct = `${held(load)} = ${figure(clients(load))} connections of clients`;
      if (!pooled) return direct;
      const work = users
        .map((service) => `${figure(serviceRate(service, load))}/s x ${precise(secondsPerRequest(service))} s`)
        .join(" + ");
      return `${direct}; RDS Proxy lends ${work} = ${figure(inWork(load))} in work x 1.3 = ${figure(lent(load))} of the database's`;
    },
  };
}
