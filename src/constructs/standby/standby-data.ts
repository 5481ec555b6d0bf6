import { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { declarationOf, provides } from "../../evidence/declare";
import type { Role } from "../../evidence/evidence";
import type { DataStore, Plan } from "../../model/plan";
import type { DataOutputs, FoundationOutputs, IncidentOutputs, StoreOutputs } from "../core/stack-outputs";
import { RedisGroup } from "../data/redis/redis-group";
import { SqsStoreQueue } from "../data/sqs-store";
import { storeSubject } from "../data/store-subject";
import { standbyBucket } from "./data/standby-bucket";
import { standbyDatabase } from "./data/standby-database";
import { standbyTable } from "./data/standby-table";

export interface StandbyDataProps {
  /** The plan as it stands in the recovery region. */
  readonly plan: Plan;
  readonly primary: Plan;
  /** Keys, network and buckets of the recovery region. */
  readonly foundation: FoundationOutputs;
  /** The primary's stores. */
  readonly data: DataOutputs;
  readonly incident: IncidentOutputs;
}

/**
 * The plan's stores in the recovery region: replicas of the primary's where data is replicated as it changes, else what
 * a backup is restored into. Caches and queues start empty, whatever the pattern.
 */
export function standbyData(scope: Construct, props: StandbyDataProps): DataOutputs {
  const stores = props.plan.stores.map((store): [string, StoreOutputs] => {
    const counterpart = props.data.stores.get(store.name);
    if (counterpart === undefined) throw new Error(`the data stack has no outputs for ${store.name}`);
    // Keys, network and services stand in the same stack under names of their own: the underscore keeps them apart.
    const own = new Construct(scope, `store_${store.name}`);
    const outputs = standbyStore(own, props, store, counterpart);
    standsBy(own, store);
    return [store.name, outputs];
  });
  return { stores: new Map(stores) };
}

function standbyStore(scope: Construct, props: StandbyDataProps, store: DataStore, counterpart: StoreOutputs) {
  const { plan, foundation } = props;
  switch (store.engine) {
    case "aurora-postgresql":
      return standbyDatabase(scope, { ...props, store, counterpart: ofEngine(counterpart, store.engine) });
    case "dynamodb":
      return standbyTable(scope, { ...props, store, counterpart: ofEngine(counterpart, store.engine) });
    case "s3":
      return standbyBucket(scope, { ...props, store, counterpart: ofEngine(counterpart, store.engine) });
    case "redis":
      return new RedisGroup(scope, "cache", { plan, store, foundation }).outputs;
    case "sqs":
      return new SqsStoreQueue(scope, "messages", { plan, store, foundation }).outputs;
  }
}

function ofEngine<E extends StoreOutputs["engine"]>(outputs: StoreOutputs, engine: E) {
  if (outputs.engine !== engine) throw new Error(`${outputs.name} is no store of ${engine}`);
  return outputs as Extract<StoreOutputs, { engine: E }>;
}

/** Roles of the resources that a store consists of, in each engine's own word. */
const STORE_ROLES: readonly (Role | null)[] = [
  "aurora-cluster",
  "dynamodb-table",
  "redis-group",
  "s3-store",
  "sqs-queue",
];

function standsBy(scope: IConstruct, store: DataStore): void {
  for (const node of scope.node.findAll()) {
    if (!TerraformResource.isTerraformResource(node)) continue;
    if (STORE_ROLES.includes(declarationOf(node)?.role ?? null)) provides(node, storeSubject(store), "standby");
  }
}
