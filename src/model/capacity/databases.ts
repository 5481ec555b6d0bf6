import { connectionNeed } from "./database-connections";
import type { CapacitySubject, LoadedAurora } from "./demand";
import { figure, precise, roundedUp } from "./figures";
import type { Load, Need } from "./need";
import { serviceRate } from "./tasks";
import { usersOfStore } from "./users-of-store";

/** Aurora Serverless v2 scales in steps of half a capacity unit (Aurora user guide, "Aurora Serverless v2 capacity"). */
const UNIT_STEP = 0.5;

/** Capacity units of the writer and of the readers, and connections. */
export function databaseNeeds(subject: CapacitySubject): readonly Need[] {
  return subject.stores.flatMap((store) =>
    store.engine === "aurora-postgresql"
      ? [writerNeed(subject, store), ...readerNeeds(subject, store), connectionNeed(subject, store)]
      : [],
  );
}

/** Readers at their most: those that scale, else those that stand. */
export function mostReaders({ readers, readerScaling }: LoadedAurora): number {
  return Math.max(readerScaling?.max ?? 0, readers);
}

/** Queries per second: what services send for each request that they get. */
export function queryRate({ services }: CapacitySubject, store: LoadedAurora, load: Load): number {
  const requests = usersOfStore(services, store).reduce((sum, service) => sum + serviceRate(service, load), 0);
  return requests * store.load.queriesPerRequest;
}

/** Share of the queries that the writer answers: those that write, and all of them when there is no reader. */
export function writerShare(store: LoadedAurora): number {
  return mostReaders(store) === 0 ? 1 : 1 - store.load.readShare.percent / 100;
}

/** Units of the writer, in half units. */
export function writerUnits(subject: CapacitySubject, store: LoadedAurora, load: Load): number {
  return units(store, queryRate(subject, store, load) * writerShare(store));
}

/** Units of all readers together, in half units. */
export function readerUnits(subject: CapacitySubject, store: LoadedAurora, load: Load): number {
  return units(store, queryRate(subject, store, load) * (1 - writerShare(store)));
}

function units(store: LoadedAurora, queries: number): number {
  return roundedUp(queries / store.load.queriesPerUnit, UNIT_STEP);
}

function writerNeed(subject: CapacitySubject, store: LoadedAurora): Need {
  const share = writerShare(store);
  return {
    subject: { kind: "store", name: store.name },
    resource: "database-capacity",
    unit: "ACU of the writer",
    limit: store.capacity.max,
    limitKey: `dataStores.${store.name}.capacity.max`,
    amount: (load) => writerUnits(subject, store, load),
    arithmetic: (load) =>
      unitsInWords(subject, store, load, {
        share,
        kind: share === 1 ? "all queries, as there is no reader" : "writes",
        result: `${figure(writerUnits(subject, store, load))} ACU`,
      }),
  };
}

function readerNeeds(subject: CapacitySubject, store: LoadedAurora): readonly Need[] {
  const readers = mostReaders(store);
  if (readers === 0) return [];
  const { name, capacity, readerScaling } = store;
  return [
    {
      subject: { kind: "store", name },
      resource: "database-capacity",
      unit: "ACU of readers",
      limit: capacity.max * readers,
      limitKey:
        (readerScaling ?? null) === null ? `dataStores.${name}.readers` : `dataStores.${name}.readerScaling.max`,
      amount: (load) => readerUnits(subject, store, load),
      arithmetic: (load) =>
        unitsInWords(subject, store, load, {
          share: 1 - writerShare(store),
          kind: "reads",
          result: `${figure(readerUnits(subject, store, load))} ACU, of ${readers} x ${figure(capacity.max)}`,
        }),
    },
  ];
}

function unitsInWords(
  subject: CapacitySubject,
  store: LoadedAurora,
  load: Load,
  { share, kind, result }: { readonly share: number; readonly kind: string; readonly result: string },
): string {
  const { queriesPerRequest, queriesPerUnit } = store.load;
  const requests = usersOfStore(subject.services, store)
    .map((service) => `${figure(serviceRate(service, load))} ${service.name}`)
    .join(" + ");
  const queries = queryRate(subject, store, load);
  const part = `x ${figure(share * 100)} % ${kind} = ${figure(queries * share)}/s`;
  return [
    `(${requests || "0"})/s x ${precise(queriesPerRequest)} queries = ${figure(queries)}/s`,
    `${part} ÷ ${figure(queriesPerUnit)}/s per unit = ${result}`,
  ].join("; ");
}
