import { quoted } from "../../diagnostics/visible-text";
import { MAX_CAPACITY_UNITS, MAX_READERS } from "../../model/capacity/aws-limits";
import { hasPooler, unitsForConnections } from "../../model/capacity/database-connections";
import { mostReaders } from "../../model/capacity/databases";
import type { Demand, LoadedAurora } from "../../model/capacity/demand";
import { figure } from "../../model/capacity/figures";
import type { RuleContext } from "../rule";
import type { FiledCapacity } from "./filed-capacity";
import { division, storePath, type Verdict } from "./verdict";

export function ofWriter(
  context: RuleContext,
  filed: FiledCapacity,
  { subject, needed, limit, limitKey }: Demand,
): Verdict {
  return {
    path: [...storePath(context, subject.name), "capacity", "max"],
    allows: `the writer of ${quoted(subject.name)} has at most ${figure(limit ?? 0)} capacity units`,
    needs: figure(needed),
    expected: `${limitKey} of at least ${figure(needed)}`,
    fix:
      needed > MAX_CAPACITY_UNITS
        ? `no instance has more than ${MAX_CAPACITY_UNITS}: ${division(filed)}`
        : `write \`max: ${needed}\``,
  };
}

export function ofReaders(context: RuleContext, filed: FiledCapacity, demand: Demand): Verdict | null {
  const { subject } = filed;
  const { name } = demand.subject;
  const store = auroraNamed(subject.stores, name);
  if (store === undefined) return null;
  const { max } = store.capacity;
  const scales = (store.readerScaling ?? null) !== null;
  const readers = Math.ceil(demand.needed / max);
  const each = Math.ceil((demand.needed / mostReaders(store)) * 2) / 2;
  const more = `${scales ? "readerScaling.max" : "readers"}: ${readers}`;
  const larger = `capacity.max: ${each}`;
  const ways = [...(readers <= MAX_READERS ? [more] : []), ...(each <= MAX_CAPACITY_UNITS ? [larger] : [])];
  return {
    path: [...storePath(context, name), ...(scales ? ["readerScaling", "max"] : ["readers"])],
    allows: `the readers of ${quoted(name)} have at most ${figure(demand.limit ?? 0)} capacity units together`,
    needs: figure(demand.needed),
    expected: `at least ${figure(demand.needed)}: readers times dataStores.${name}.capacity.max`,
    fix: ways.length === 0 ? division(filed) : `write ${ways.map((way) => `\`${way}\``).join(" or ")}`,
  };
}

export function ofConnections(context: RuleContext, filed: FiledCapacity, demand: Demand): Verdict | null {
  const { subject } = filed;
  const { name } = demand.subject;
  const store = auroraNamed(subject.stores, name);
  if (store === undefined) return null;
  const direct = !hasPooler(subject.services, store);
  const ways = [
    ...(direct ? ["write `pooler: auto`"] : []),
    ...largerInstance(demand.needed, store),
    ...(direct ? ["lower capacity.connections of its services"] : [division(filed)]),
  ];
  return {
    path: [...storePath(context, name), ...(direct ? ["pooler"] : ["capacity", "max"])],
    allows: `an instance of ${quoted(name)} takes ${figure(demand.limit ?? 0)} connections`,
    needs: figure(demand.needed),
    expected: `at most ${figure(demand.limit ?? 0)} connections`,
    fix: ways.join(", or "),
  };
}

/** Connections follow the largest capacity, and a smallest one of half a unit holds them down. */
function largerInstance(connections: number, { capacity }: LoadedAurora): readonly string[] {
  const max = unitsForConnections(connections, capacity.min);
  if (max !== null) return [`write \`capacity.max: ${max}\`, which connections follow`];
  const above = unitsForConnections(connections, 1);
  return above === null
    ? []
    : [`write \`capacity: { min: 1, max: ${Math.max(above, capacity.max)} }\`, which connections follow`];
}

function auroraNamed(stores: FiledCapacity["subject"]["stores"], name: string): LoadedAurora | undefined {
  const store = stores.find((one) => one.name === name);
  return store?.engine === "aurora-postgresql" ? store : undefined;
}
