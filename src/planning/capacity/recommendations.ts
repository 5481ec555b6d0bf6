import { headroom } from "../../model/capacity/bottlenecks";
import { cacheNodeFor } from "../../model/capacity/cache-nodes";
import type { CapacityModel, Demand } from "../../model/capacity/capacity-model";
import { hasPooler, unitsForConnections } from "../../model/capacity/database-connections";
import { figure } from "../../model/capacity/figures";
import { zoneLosses } from "../../model/capacity/zone-loss";
import type { Plan } from "../../model/plan";

/** Something to change, the most urgent first. */
export interface Recommendation {
  readonly what: string;
  readonly why: string;
  /** Key of the plan. */
  readonly key: string;
  readonly value: string;
}

/** Share of a limit that should be left at the target: load is never even, and a zone may be lost. */
const LEAST_HEADROOM = 0.2;

/** What binary fractions take away from a share that is exactly enough. */
const ROUNDING = 1e-9;

/** What to change so that the target is carried with something to spare. Quotas are told where they are listed. */
export function recommendations(plan: Plan, model: CapacityModel): readonly Recommendation[] {
  return [
    ...model.target.demands.flatMap((demand) => short(plan, model, demand)),
    ...model.unknown.map(({ name, key }) => ({
      what: `Say what ${name} carries`,
      why: "without it nothing is known of its part, and this document leaves it out",
      key,
      value: "as a load test measures it",
    })),
    ...warm(plan),
    ...model.target.demands.flatMap(tight),
    ...ahead(plan),
    ...measured(plan),
  ];
}

function short(plan: Plan, model: CapacityModel, demand: Demand): readonly Recommendation[] {
  const { needed, limit, limitKey, subject, arithmetic } = demand;
  if (limit === null || needed <= limit || limitKey === null) return [];
  const change = remedy(plan, model, demand, limitKey);
  return [{ what: `Raise what ${subject.name} may use: ${demand.unit}`, why: arithmetic, ...change }];
}

/** The key and value that make room; cells where no value does. */
function remedy(
  plan: Plan,
  model: CapacityModel,
  { subject, resource, needed, limit }: Demand,
  limitKey: string,
): Pick<Recommendation, "key" | "value"> {
  const store = plan.stores.find(({ name }) => name === subject.name);
  const most = limit ?? needed;
  switch (resource) {
    case "tasks":
    case "instances":
    case "table-reads":
    case "table-writes":
      return { key: limitKey, value: figure(Math.ceil(needed)) };
    case "queue-messages": {
      const now = Number(plan.services.find(({ name }) => limitKey.startsWith(`services.${name}.`))?.scaling.max ?? 0);
      return { key: limitKey, value: figure(Math.ceil((now * needed) / most)) };
    }
    case "database-connections": {
      if (store?.engine !== "aurora-postgresql") return CELLS;
      if (!hasPooler(plan.services, store)) return { key: `dataStores.${store.name}.pooler`, value: "rds-proxy" };
      const units = unitsForConnections(needed, store.capacity.min);
      return units === null ? CELLS : { key: limitKey, value: figure(units) };
    }
    case "database-capacity":
      return capacityRemedy(plan, subject.name, needed, limitKey);
    case "cache-operations":
    case "cache-memory": {
      const node = nodeFor(model, subject.name);
      return node === null ? CELLS : { key: limitKey, value: node };
    }
    default:
      return limitKey === "network.natGateways" ? { key: limitKey, value: "per-zone" } : CELLS;
  }
}

const CELLS = { key: "requirements.capacity.cells", value: "auto" } as const;

/** Capacity units of one instance, at most (Aurora user guide, "Aurora Serverless v2 capacity"). */
const MOST_UNITS = 256;

function capacityRemedy(
  { stores }: Plan,
  name: string,
  needed: number,
  limitKey: string,
): Pick<Recommendation, "key" | "value"> {
  const store = stores.find((one) => one.name === name);
  if (store?.engine !== "aurora-postgresql") return CELLS;
  if (!limitKey.endsWith("capacity.max")) {
    return { key: limitKey, value: figure(Math.ceil(needed / store.capacity.max)) };
  }
  return needed > MOST_UNITS ? CELLS : { key: limitKey, value: figure(needed) };
}

const BYTES_PER_MIB = 1024 ** 2;

function nodeFor({ target }: CapacityModel, name: string): string | null {
  const amount = (resource: Demand["resource"]) =>
    target.demands.find((demand) => demand.subject.name === name && demand.resource === resource)?.needed ?? 0;
  return cacheNodeFor(amount("cache-operations"), amount("cache-memory") * BYTES_PER_MIB);
}

/** Services whose copies left after the loss of a zone cannot carry the load. */
function warm(plan: Plan): readonly Recommendation[] {
  return zoneLosses(plan).flatMap(({ service, utilisation, arithmetic }) => {
    const target = plan.services.find(({ name }) => name === service)?.scaling.targetCpu.percent;
    if (utilisation === null || utilisation <= 100 || target === undefined) return [];
    return [
      {
        what: `Run ${service} cooler, so that the loss of a zone is survived`,
        why: arithmetic,
        key: `services.${service}.scaling.targetCpu`,
        value: `${Math.floor((target * 100) / utilisation)}%`,
      },
    ];
  });
}

function tight(demand: Demand): readonly Recommendation[] {
  const left = headroom(demand);
  const { subject, unit, needed, limit, limitKey, resource } = demand;
  if (left === null || limit === null || limitKey === null || left < 0 || left > LEAST_HEADROOM - ROUNDING) return [];
  if (resource !== "tasks" && resource !== "instances") return [];
  return [
    {
      what: `Leave ${subject.name} a fifth to spare`,
      why: `${figure(needed)} of ${figure(limit)} ${unit} at the target: ${figure(left * 100)} % are left`,
      key: limitKey,
      value: figure(Math.ceil(needed / (1 - LEAST_HEADROOM))),
    },
  ];
}

/** Copies that start before the load comes. */
function ahead({ services }: Plan): readonly Recommendation[] {
  return services
    .filter(({ exposure, scaling }) => exposure === "public" && !scaling.predictive)
    .map(({ name }) => ({
      what: `Let ${name} scale ahead of its load`,
      why: "target tracking starts copies only once the load is there; a daily pattern is known before",
      key: `services.${name}.scaling.predictive`,
      value: "true",
    }));
}

/** Numbers that nobody measured. */
function measured({ services }: Plan): readonly Recommendation[] {
  return services
    .filter(({ capacity }) => capacity.source !== "load-test" && capacity.requestsPerSecond !== null)
    .map(({ name }) => ({
      what: `Measure what a copy of ${name} carries`,
      why: "every number of copies here rests on it",
      key: `services.${name}.capacity`,
      value: "requestsPerSecond and responseTime of a load test, and source: load-test",
    }));
}
