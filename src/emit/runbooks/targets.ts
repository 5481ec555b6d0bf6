import type { HandlesOf } from "../../evidence/evidence";
import type { AuroraStore, DataStore, DynamodbStore, RedisStore, S3Store, Service, SqsStore } from "../../model/plan";
import { type Automation, automationOf } from "../commands/automation-commands";
import { operationsOf } from "../commands/operations-of";
import type { ServiceOperations } from "../commands/service-operations";
import type { EmitContext } from "../emit-context";
import type { RunbookContext } from "./runbook-content";

/** A service with the generated things that commands on it need. */
export interface ServiceTarget {
  readonly service: Service;
  readonly operations: ServiceOperations;
  readonly automation: Automation;
  readonly logGroup: string | null;
  readonly loadBalancer: string | null;
  readonly targetGroups: readonly string[];
  readonly pipeline: string | null;
  readonly ecs: HandlesOf<"ecs-service"> | null;
  readonly group: string | null;
  readonly deploymentGroup: HandlesOf<"deployment-group"> | null;
  readonly dashboard: string | null;
}

/** Every service that something was generated to run. */
export function serviceTargets(context: EmitContext): readonly ServiceTarget[] {
  return context.plan.services.flatMap((service) => {
    const operations = operationsOf(service, context);
    return operations === null ? [] : [serviceTarget(service, operations, context)];
  });
}

/** Services that an alarm of this runbook watches; all of them for an operation. */
export function alarmedServices(context: RunbookContext): readonly ServiceTarget[] {
  const all = serviceTargets(context);
  return context.alarms.length === 0 ? all : all.filter(({ service }) => watched(context, service.name));
}

function serviceTarget(service: Service, operations: ServiceOperations, context: EmitContext): ServiceTarget {
  const { name } = service;
  const { index } = context;
  const logs = index.byRole("log-group", name).find(({ resource }) => resource.stackKind === "services");
  const targetGroups = index.byRole("target-group", name).map(({ handles }) => handles.name);
  return {
    service,
    operations,
    automation: automationOf(name, context),
    logGroup: logs?.handles.name ?? null,
    loadBalancer: targetGroups.length === 0 ? null : (index.oneByRole("load-balancer")?.handles.name ?? null),
    targetGroups,
    pipeline: index.oneByRole("pipeline", name)?.handles.name ?? null,
    ecs: index.oneByRole("ecs-service", name)?.handles ?? null,
    group: index.oneByRole("auto-scaling-group", name)?.handles.group ?? null,
    deploymentGroup: index.oneByRole("deployment-group", name)?.handles ?? null,
    dashboard: index.oneByRole("dashboard", name)?.handles.name ?? null,
  };
}

export interface DatabaseTarget {
  readonly store: AuroraStore;
  readonly cluster: HandlesOf<"aurora-cluster">;
  /** The writer first, as generated; a failover changes who writes. */
  readonly instances: readonly string[];
  /** Name of the master user's secret where the plan keeps it; null where RDS does. */
  readonly masterSecret: string | null;
}

export function databaseTargets(context: EmitContext): readonly DatabaseTarget[] {
  return context.plan.stores.filter(isAurora).flatMap((store) => {
    const cluster = context.index.oneByRole("aurora-cluster", store.name)?.handles;
    const instances = context.index.byRole("aurora-instance", store.name).map(({ handles }) => handles.instance);
    const masterSecret = context.index.oneByRole("master-secret", store.name)?.handles.secret ?? null;
    return cluster ? [{ store, cluster, instances: writerFirst(instances), masterSecret }] : [];
  });
}

function writerFirst(instances: readonly string[]): readonly string[] {
  return [
    ...instances.filter((name) => name.endsWith("-writer")),
    ...instances.filter((name) => !name.endsWith("-writer")),
  ];
}

export interface CacheTarget {
  readonly store: RedisStore;
  readonly group: string;
}

export function cacheTargets(context: EmitContext): readonly CacheTarget[] {
  return context.plan.stores.filter(isRedis).flatMap((store) => {
    const group = context.index.oneByRole("redis-group", store.name)?.handles.group;
    return group === undefined ? [] : [{ store, group }];
  });
}

export interface TableTarget {
  readonly store: DynamodbStore;
  readonly table: string;
}

export function tableTargets(context: EmitContext): readonly TableTarget[] {
  return context.plan.stores.filter(isDynamodb).flatMap((store) => {
    const table = context.index.oneByRole("dynamodb-table", store.name)?.handles.table;
    return table === undefined ? [] : [{ store, table }];
  });
}

export interface BucketTarget {
  readonly store: S3Store;
  readonly bucket: string;
}

export function bucketTargets(context: EmitContext): readonly BucketTarget[] {
  return context.plan.stores.filter(isS3).flatMap((store) => {
    const bucket = context.index.oneByRole("s3-store", store.name)?.handles.bucket;
    return bucket === undefined ? [] : [{ store, bucket }];
  });
}

export interface QueueTarget {
  readonly store: SqsStore;
  readonly queue: string;
  readonly deadLetters: string | null;
  /** Services that work with the queue and take no requests first: they are the ones that read it. */
  readonly users: readonly ServiceTarget[];
}

export function queueTargets(context: EmitContext): readonly QueueTarget[] {
  const services = serviceTargets(context);
  return context.plan.stores.filter(isSqs).flatMap((store) => {
    const queue = context.index.oneByRole("sqs-queue", store.name)?.handles.queue;
    const deadLetters = context.index.oneByRole("sqs-dead-letter-queue", store.name)?.handles.queue ?? null;
    const users = services.filter(({ service }) => service.uses.includes(store.name));
    const readers = [...users].sort((a, b) => Number(a.service.port !== null) - Number(b.service.port !== null));
    return queue === undefined ? [] : [{ store, queue, deadLetters, users: readers }];
  });
}

/** Targets that an alarm of this runbook watches; all of them for an operation. */
export function alarmedStores<T extends { readonly store: DataStore }>(
  context: RunbookContext,
  targets: readonly T[],
): readonly T[] {
  return context.alarms.length === 0 ? targets : targets.filter(({ store }) => watched(context, store.name));
}

/** Services that work with a store. */
export function usersOf(store: string, context: EmitContext): readonly Service[] {
  return context.plan.services.filter(({ uses }) => uses.includes(store));
}

function watched({ alarms }: RunbookContext, name: string): boolean {
  return alarms.some(({ subject }) => subject.name === name);
}

function isAurora(store: DataStore): store is AuroraStore {
  return store.engine === "aurora-postgresql";
}

function isRedis(store: DataStore): store is RedisStore {
  return store.engine === "redis";
}

function isDynamodb(store: DataStore): store is DynamodbStore {
  return store.engine === "dynamodb";
}

function isS3(store: DataStore): store is S3Store {
  return store.engine === "s3";
}

function isSqs(store: DataStore): store is SqsStore {
  return store.engine === "sqs";
}
