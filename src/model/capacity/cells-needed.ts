import { MAX_CAPACITY_UNITS, MAX_READERS } from "./aws-limits";
import { cacheNode, LARGEST_CACHE_NODE } from "./cache-nodes";
import { cacheMemory, cacheOperations } from "./caches";
import { connectionNeed, MOST_CONNECTIONS } from "./database-connections";
import { readerUnits, writerUnits } from "./databases";
import type { CapacitySubject, LoadedService, LoadedStore } from "./demand";
import { figure, roundedUp } from "./figures";
import { type Load, loadAt } from "./need";
import { grantedQuota, SERVICE_QUOTAS } from "./quotas";
import { copiesNeeded, copyUnit } from "./tasks";

/** The most that `requirements.capacity.cells` takes. */
export const MOST_CELLS = 50;

export interface CellsNeeded {
  readonly cells: number;
  /** False when not even the most cells are enough. */
  readonly fits: boolean;
  /** Why so many, for the plan's decisions. */
  readonly reason: string;
}

/** Something of one cell that AWS bounds, whatever the plan writes. */
interface Ceiling {
  /** `service checkout`. */
  readonly what: string;
  readonly unit: string;
  readonly most: number;
  /** At the cell's share of the load. */
  readonly amount: (load: Load) => number;
}

/**
 * The least number of cells such that each one's share of the target fits what AWS allows a service and a store; of a plan
 * that is not divided yet. What the plan itself allows is not asked, since its maxima can be raised, nor what cells share:
 * the load balancer, the gateways and the quotas of the account. null when it names no users to carry.
 */
export function cellsNeeded(subject: CapacitySubject): CellsNeeded | null {
  const { capacity } = subject;
  if (capacity === null) return null;
  const ceilings = [...serviceCeilings(subject), ...subject.stores.flatMap((store) => storeCeilings(subject, store))];
  const target = loadAt(capacity, capacity.growth);
  const share = (cells: number): Load => ({
    users: target.users / cells,
    requestsPerSecond: target.requestsPerSecond / cells,
  });
  const exceeded = (cells: number) => ceilings.find(({ amount, most }) => amount(share(cells)) > most);
  const first = exceeded(1);
  if (first === undefined) {
    return { cells: 1, fits: true, reason: "one cell carries the target within the limits of AWS" };
  }
  let cells = 2;
  while (cells < MOST_CELLS && exceeded(cells) !== undefined) cells += 1;
  const last = exceeded(cells);
  if (last !== undefined)
    return { cells, fits: false, reason: `even with ${cells} cells ${inWords(last, share(cells))}` };
  const before = exceeded(cells - 1) ?? first;
  const fewer = cells === 2 ? "in one cell" : `with ${cells - 1} cells`;
  return { cells, fits: true, reason: `${fewer} ${inWords(before, share(cells - 1))}` };
}

function inWords({ what, unit, most, amount }: Ceiling, load: Load): string {
  return `${what} would need ${figure(amount(load))} ${unit}, and AWS allows ${figure(most)}`;
}

function serviceCeilings({ services, capacity }: CapacitySubject): readonly Ceiling[] {
  const needed = (service: LoadedService, load: Load) => copiesNeeded(service, load) ?? 0;
  const targets = services.filter(({ exposure }) => exposure === "public");
  return [
    ...services
      .filter(({ runtime }) => runtime === "ecs-fargate")
      .map((service) => ({
        what: `service ${service.name}`,
        unit: copyUnit(service),
        most: SERVICE_QUOTAS["tasks-per-service"].default,
        amount: (load: Load) => needed(service, load),
      })),
    ...targets.map((service) => ({
      what: `the target group of ${service.name}`,
      unit: "targets",
      most: grantedQuota("targets-per-target-group", capacity),
      amount: (load: Load) => needed(service, load),
    })),
  ];
}

function storeCeilings(subject: CapacitySubject, store: LoadedStore): readonly Ceiling[] {
  if (store.engine === "redis") {
    const node = cacheNode(LARGEST_CACHE_NODE);
    if (node === null) return [];
    return [
      {
        what: `cache ${store.name}`,
        unit: "operations/s",
        most: node.operations,
        amount: (load) => roundedUp(cacheOperations(subject, store, load)),
      },
      {
        what: `cache ${store.name}`,
        unit: "bytes",
        most: node.memory,
        amount: ({ users }) => roundedUp(cacheMemory(store, users)),
      },
    ];
  }
  if (store.engine !== "aurora-postgresql") return [];
  return [
    {
      what: `the writer of ${store.name}`,
      unit: "ACU",
      most: MAX_CAPACITY_UNITS,
      amount: (load) => writerUnits(subject, store, load),
    },
    {
      what: `the readers of ${store.name}`,
      unit: "ACU",
      most: MAX_CAPACITY_UNITS * MAX_READERS,
      amount: (load) => readerUnits(subject, store, load),
    },
    {
      what: `the writer of ${store.name}`,
      unit: "connections",
      most: MOST_CONNECTIONS,
      // Connections that a pooler would save are no reason for a cell.
      amount: connectionNeed(subject, { ...store, pooler: "rds-proxy" }).amount,
    },
  ];
}
