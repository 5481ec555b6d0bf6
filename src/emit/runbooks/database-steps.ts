import {
  databaseEvents,
  databaseMetric,
  databaseStatus,
  setDatabaseCapacity,
  topDatabaseLoad,
} from "../commands/database-commands";
import type { EmitContext } from "../emit-context";
import type { Item } from "../markdown/blocks";
import { codeList } from "../markdown/inline";
import { step } from "./steps";
import { type DatabaseTarget, usersOf } from "./targets";

/** Aurora's largest capacity, in units (Aurora user guide, "Capacity and scaling of Serverless v2"). */
const LARGEST_CAPACITY = 256;

export function databaseTitle({ store, cluster }: DatabaseTarget): string {
  return `${store.name}: Aurora cluster ${cluster.cluster}`;
}

export function databaseStateSteps({ cluster }: DatabaseTarget, region: string): readonly Item[] {
  return [
    step("Members, and which of them writes.", databaseStatus(cluster, region)),
    step("What happened to it last.", databaseEvents(cluster, region)),
  ];
}

export function databaseMetricStep(
  { cluster }: DatabaseTarget,
  words: string,
  name: string,
  statistic: string,
  region: string,
): Item {
  return step(words, databaseMetric(cluster.cluster, name, statistic, region));
}

/** What keeps each instance busy: `db.sql_tokenized` statements, `db.wait_event` waits, `db.user` users. */
export function topLoadSteps(
  { instances }: DatabaseTarget,
  words: string,
  dimension: string,
  region: string,
): readonly Item[] {
  return instances.map((instance) => step(`${words}, on ${instance}.`, topDatabaseLoad(instance, dimension, region)));
}

export function userStep({ store }: DatabaseTarget, context: EmitContext): Item {
  const users = usersOf(store.name, context).map(({ name }) => name);
  return step([
    "Services that work with it: ",
    ...codeList(users, "none"),
    ". Did one of them deploy or grow just before?",
  ]);
}

export function growDatabaseSteps({ store, cluster }: DatabaseTarget, region: string): readonly Item[] {
  const { min, max } = store.capacity;
  const larger = Math.min(max * 2, LARGEST_CAPACITY);
  return [
    step(
      `Raise the largest capacity from ${max} to ${larger} units. It takes effect without a restart; the number of connections grows with the next restart only.`,
      setDatabaseCapacity(cluster.cluster, min, larger, region),
    ),
    step(`Make it last: set capacity.max of ${store.name} in the plan, synthesise and apply the data stack.`),
  ];
}

export function shrinkDatabaseSteps({ store, cluster }: DatabaseTarget, region: string): readonly Item[] {
  const { min, max } = store.capacity;
  return [
    step(
      `Put the capacity of the plan back: ${min} to ${max} units.`,
      setDatabaseCapacity(cluster.cluster, min, max, region),
    ),
  ];
}
