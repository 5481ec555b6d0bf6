import type { CapacityTarget } from "../plan";
import type { CapacitySubject, LoadedTable } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { grantedQuota } from "./quotas";
import { serviceRate } from "./tasks";
import { usersOfStore } from "./users-of-store";

/**
 * What a new table on demand carries at once (DynamoDB developer guide, "Understanding DynamoDB warm throughput in
 * different scenarios"); beyond that it grows with the load, up to twice the last peak within 30 minutes.
 */
const WARM = { reads: 12_000, writes: 4000 } as const;

type Direction = keyof typeof WARM;

const UNIT: Readonly<Record<Direction, string>> = { reads: "read units/s", writes: "write units/s" };

/** Request units per second of each table, against its own maximum, else the account's quota of a table. */
export function tableNeeds(subject: CapacitySubject): readonly Need[] {
  return subject.stores.flatMap((store) =>
    store.engine === "dynamodb" ? [tableNeed(subject, store, "reads"), tableNeed(subject, store, "writes")] : [],
  );
}

/** Request units per second, before they are rounded up. */
export function tableUnits(
  { services }: Pick<CapacitySubject, "services">,
  store: LoadedTable,
  direction: Direction,
  load: Load,
): number {
  const requests = usersOfStore(services, store).reduce((sum, service) => sum + serviceRate(service, load), 0);
  return requests * perRequest(store, direction);
}

function perRequest({ load }: LoadedTable, direction: Direction): number {
  return direction === "reads" ? load.readsPerRequest : load.writesPerRequest;
}

function tableNeed(subject: CapacitySubject, store: LoadedTable, direction: Direction): Need {
  const { limit, limitKey } = bound(subject.capacity, store, direction);
  return {
    subject: { kind: "store", name: store.name },
    resource: `table-${direction}`,
    unit: UNIT[direction],
    limit,
    limitKey,
    amount: (load) => roundedUp(tableUnits(subject, store, direction, load)),
    arithmetic: (load) => unitsInWords(subject, store, direction, load),
  };
}

function bound(
  capacity: CapacityTarget | null,
  { name, throughput }: LoadedTable,
  direction: Direction,
): Pick<Need, "limit" | "limitKey"> {
  const [key, own] =
    direction === "reads"
      ? (["maxReads", throughput.maxReads] as const)
      : (["maxWrites", throughput.maxWrites] as const);
  return own === undefined
    ? { limit: grantedQuota(`table-${direction}`, capacity), limitKey: null }
    : { limit: own, limitKey: `dataStores.${name}.throughput.${key}` };
}

function unitsInWords(subject: CapacitySubject, store: LoadedTable, direction: Direction, load: Load): string {
  const terms = usersOfStore(subject.services, store)
    .map((service) => `${figure(serviceRate(service, load))} ${service.name}`)
    .join(" + ");
  const total = figure(tableUnits(subject, store, direction, load));
  const warm = (direction === "reads" ? store.throughput.warmReads : store.throughput.warmWrites) ?? WARM[direction];
  return `(${terms || "0"})/s x ${precise(perRequest(store, direction))} units = ${total}/s; ${figure(warm)}/s at once, more as the table grows`;
}
