import type { AuroraStore, DynamodbStore, Plan, RedisStore, S3Store, SqsStore } from "../../model/plan";
import { resourceName } from "../core/names";

/*
 * Names of stores, known before anything is applied: event rules and documents of other stacks name the stores by
 * them. Each limit is the AWS service's own.
 */

/** RDS allows 63 characters for clusters and for instances (CreateDBCluster, CreateDBInstance). */
const RDS_MAX_LENGTH = 63;

/** ElastiCache: replication groups, users and user groups, 40 each (CreateReplicationGroup, CreateUser). */
const ELASTICACHE_MAX_LENGTH = 40;

const FIFO_SUFFIX = ".fifo";

/** SQS counts `.fifo` among its 80 characters (CreateQueue). */
const SQS_MAX_LENGTH = 80;

export function auroraClusterName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name], RDS_MAX_LENGTH);
}

/** RDS Proxy before a cluster: 63 characters, like its endpoints (CreateDBProxy, CreateDBProxyEndpoint). */
export function databaseProxyName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "proxy"], RDS_MAX_LENGTH);
}

/** Endpoint of the proxy that leads to readers alone. */
export function readerProxyName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "proxy", "readers"], RDS_MAX_LENGTH);
}

/** An Aurora global database, which the clusters of both regions belong to; its name is the account's, in no region. */
export function globalClusterName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "global"], RDS_MAX_LENGTH);
}

/** Secret of the master user of a global database. Secrets Manager allows 512 characters (CreateSecret). */
export function masterSecretName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "master"], 512);
}

/** Function that changes the master user's password. Lambda allows 64 characters (CreateFunction). */
export function rotationFunctionName(plan: Plan, { name }: Pick<AuroraStore, "name">): string {
  return resourceName(plan, [name, "rotation"], 64);
}

/** Members of a cluster, the writer first. Readers are interchangeable, so they are counted. */
export interface AuroraMember {
  /** Construct id. */
  readonly id: string;
  readonly name: string;
  /**
   * Who takes over when the writer fails: lowest first, 0 to 15. A Serverless v2 reader in tier 0 or 1 scales with
   * the writer and is ready for its load; later ones scale by their own (Aurora user guide, Serverless v2 scaling).
   */
  readonly promotionTier: number;
}

export function auroraMembers(
  plan: Plan,
  { name, readers }: Pick<AuroraStore, "name" | "readers">,
): readonly AuroraMember[] {
  const member = (id: string, promotionTier: number) => ({
    id: id.replace("-", "_"),
    name: resourceName(plan, [name, id], RDS_MAX_LENGTH),
    promotionTier,
  });
  const numbers = Array.from({ length: readers }, (_, index) => index + 1);
  return [member("writer", 0), ...numbers.map((number) => member(`reader-${number}`, number))];
}

export function redisGroupName(plan: Plan, { name }: Pick<RedisStore, "name">): string {
  return resourceName(plan, [name], ELASTICACHE_MAX_LENGTH);
}

/** ElastiCache numbers the nodes of a group from 1, with three digits. */
export function redisMemberNames(plan: Plan, store: Pick<RedisStore, "name" | "replicas">): readonly string[] {
  const group = redisGroupName(plan, store);
  return Array.from({ length: store.replicas + 1 }, (_, index) => `${group}-${String(index + 1).padStart(3, "0")}`);
}

/** A user or user group of a Redis store. */
export function redisAccessName(plan: Plan, { name }: Pick<RedisStore, "name">, part: string): string {
  return resourceName(plan, [name, part], ELASTICACHE_MAX_LENGTH);
}

/** DynamoDB allows 255 characters (CreateTable). */
export function tableName(plan: Plan, { name }: Pick<DynamodbStore, "name">): string {
  return resourceName(plan, [name], 255);
}

/** Bucket names are shared by all of AWS: the account makes them the owner's own. S3 allows 63 characters. */
export function storeBucketName(plan: Plan, { name }: Pick<S3Store, "name">): string {
  return resourceName(plan, ["store", name, plan.environment.account], 63);
}

export function queueName(plan: Plan, store: Pick<SqsStore, "name" | "fifo">): string {
  return sqsName(plan, [store.name], store.fifo);
}

export function deadLetterQueueName(plan: Plan, store: Pick<SqsStore, "name" | "fifo">): string {
  return sqsName(plan, [store.name, "dead-letters"], store.fifo);
}

/** SSM parameter that a queue's producers read: 1,011 characters (PutParameter). */
export function backPressureParameterName({ name, environment }: Plan, store: Pick<SqsStore, "name">): string {
  const site = environment.site === "recovery" ? ["recovery"] : [];
  return `/${["opsplan", name, environment.name, ...site, store.name, "back-pressure"].join("/")}`;
}

function sqsName(plan: Plan, parts: readonly string[], fifo: boolean): string {
  const suffix = fifo ? FIFO_SUFFIX : "";
  return `${resourceName(plan, parts, SQS_MAX_LENGTH - suffix.length)}${suffix}`;
}
