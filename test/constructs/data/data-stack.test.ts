import type { AuroraOutputs, RedisOutputs, SqsOutputs } from "../../../src/constructs/core/stack-outputs";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthDataStack } from "../../support/data-incident-stacks";

const NAME = "ecommerce-operational-excellence";
const DATA_KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";
const production = synthDataStack(blueprintPlan("production"));
const staging = synthDataStack(blueprintPlan("staging"));

/** Stores of the blueprint, changed: `change` gets the store by name. */
function withStore(name: string, change: (store: Json) => void) {
  return synthDataStack(
    blueprintPlan("production", (tree) => change(tree.dataStores.find((store: Json) => store.name === name))),
  );
}

describe("every store", () => {
  it("stands in its own construct, under its name", () => {
    expect(Object.keys(production.all("aws_rds_cluster"))).toEqual(["orders_cluster"]);
    expect(Object.keys(production.all("aws_elasticache_replication_group"))).toEqual(["sessions_group"]);
    expect(Object.keys(production.all("aws_dynamodb_table"))).toEqual(["catalog_table"]);
    expect(Object.keys(production.all("aws_sqs_queue"))).toEqual(["order-events_dead_letters", "order-events_queue"]);
    expect([...production.outputs.stores.keys()]).toEqual(["orders", "sessions", "catalog", "order-events"]);
  });

  it.each([
    "aws_rds_cluster.orders_cluster",
    "aws_elasticache_replication_group.sessions_group",
    "aws_dynamodb_table.catalog_table",
    "aws_sqs_queue.order-events_queue",
    "aws_sqs_queue.order-events_dead_letters",
  ])("%s is kept from destruction", (address) => {
    expect(production.at(address).lifecycle.prevent_destroy).toBe(true);
    expect(staging.at(address).lifecycle.prevent_destroy).toBe(true);
  });

  it("is encrypted with the data key", () => {
    expect(production.at("aws_rds_cluster.orders_cluster").kms_key_id).toBe(DATA_KEY);
    expect(production.at("aws_elasticache_replication_group.sessions_group").kms_key_id).toBe(DATA_KEY);
    expect(production.at("aws_dynamodb_table.catalog_table").server_side_encryption.kms_key_arn).toBe(DATA_KEY);
    for (const queue of Object.values(production.all("aws_sqs_queue"))) expect(queue.kms_master_key_id).toBe(DATA_KEY);
  });

  it("logs to encrypted groups with the plan's 90 days", () => {
    const groups = Object.values(production.all("aws_cloudwatch_log_group"));
    expect(groups.map(({ name }) => name).sort()).toEqual([
      `/aws/rds/cluster/${NAME}-production-orders/postgresql`,
      expect.stringMatching(/^\/aws\/vendedlogs\/elasticache\/.{1,40}\/engine-log$/),
      expect.stringMatching(/^\/aws\/vendedlogs\/elasticache\/.{1,40}\/slow-log$/),
    ]);
    for (const group of groups)
      expect(group).toMatchObject({ retention_in_days: 90, kms_key_id: expect.stringContaining("key/logs") });
  });

  it("has a security group without a rule where it has a network address", () => {
    const groups = production.all("aws_security_group");
    expect(Object.keys(groups)).toEqual(["orders_security_group", "sessions_security_group"]);
    for (const group of Object.values(groups)) expect(group).not.toHaveProperty(["ingress"]);
    for (const group of Object.values(groups)) expect(group).not.toHaveProperty(["egress"]);
  });

  it("keeps names within AWS limits for the longest names of a plan", () => {
    const long = (letter: string) => letter.repeat(40);
    const plan = blueprintPlan("production", (tree) => {
      tree.metadata.name = long("p");
      tree.services = tree.services.slice(0, 1).map((service: Json) => ({ ...service, uses: [] }));
      const [orders, sessions, catalog, events] = tree.dataStores;
      tree.dataStores = [
        { ...orders, name: long("o"), readers: 15 },
        { ...sessions, name: long("s") },
        { ...catalog, name: long("c") },
        { ...events, name: long("e"), fifo: true },
      ];
    });
    const stack = synthDataStack(plan);
    const limited = (type: string, attribute: string, limit: number) => {
      const names = Object.values(stack.all(type)).map((resource) => resource[attribute]);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name.length).toBeLessThanOrEqual(limit);
    };
    limited("aws_rds_cluster", "cluster_identifier", 63);
    limited("aws_rds_cluster_instance", "identifier", 63);
    limited("aws_elasticache_replication_group", "replication_group_id", 40);
    limited("aws_elasticache_user", "user_id", 40);
    limited("aws_elasticache_user_group", "user_group_id", 40);
    limited("aws_sqs_queue", "name", 80);
    limited("aws_iam_role", "name", 64);
    expect(Object.keys(stack.all("aws_rds_cluster_instance"))).toHaveLength(16);
    for (const { name } of Object.values(stack.all("aws_sqs_queue"))) expect(name).toMatch(/\.fifo$/);
  });
});

describe("Aurora", () => {
  const cluster = production.at("aws_rds_cluster.orders_cluster");

  it("restores to any second of 35 days and cannot be deleted by the way", () => {
    expect(cluster).toMatchObject({
      backup_retention_period: 35,
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: `${NAME}-production-orders-final`,
      copy_tags_to_snapshot: true,
    });
  });

  it("lets nobody in with a password that Terraform knows", () => {
    expect(cluster).toMatchObject({
      iam_database_authentication_enabled: true,
      manage_master_user_password: true,
      master_user_secret_kms_key_id: DATA_KEY,
    });
    expect(cluster).not.toHaveProperty(["master_password"]);
  });

  it("forces TLS", () => {
    const { parameter, family } = production.at("aws_rds_cluster_parameter_group.orders_parameters");
    expect(family).toBe("aurora-postgresql16");
    expect(parameter).toContainEqual({ name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" });
  });

  it("scales from 2 to 32 capacity units with the log group made first", () => {
    expect(cluster.serverlessv2_scaling_configuration).toEqual({ min_capacity: 2, max_capacity: 32 });
    expect(cluster.enabled_cloudwatch_logs_exports).toEqual(["postgresql"]);
    expect(cluster.depends_on).toEqual(["aws_cloudwatch_log_group.orders_log_group"]);
  });

  it("has a writer and one reader in production, a writer alone in staging", () => {
    const instances = production.all("aws_rds_cluster_instance");
    const tiers = Object.entries(instances).map(([id, { promotion_tier }]) => [id, promotion_tier]);
    expect(tiers).toEqual([
      ["orders_reader_1", 1],
      ["orders_writer", 0],
    ]);
    expect(Object.keys(staging.all("aws_rds_cluster_instance"))).toEqual(["orders_writer"]);
    for (const instance of Object.values(instances)) {
      expect(instance).toMatchObject({
        instance_class: "db.serverless",
        publicly_accessible: false,
        auto_minor_version_upgrade: true,
        performance_insights_enabled: true,
        performance_insights_kms_key_id: DATA_KEY,
        monitoring_interval: 15,
      });
    }
  });

  it("hands on identifiers that are literals", () => {
    const outputs = production.outputs.stores.get("orders") as AuroraOutputs;
    expect(outputs).toMatchObject({
      clusterIdentifier: `${NAME}-production-orders`,
      instanceIdentifiers: [`${NAME}-production-orders-writer`, `${NAME}-production-orders-reader-1`],
      port: 5432,
      database: "orders",
      maxCapacity: 32,
    });
  });
});

describe("Redis", () => {
  const group = production.at("aws_elasticache_replication_group.sessions_group");

  it("takes TLS only and IAM users only", () => {
    expect(group).toMatchObject({
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      at_rest_encryption_enabled: "true",
      apply_immediately: false,
    });
    const { user_default: nobody, user_services: services } = Object.fromEntries(
      Object.entries(production.all("aws_elasticache_user")).map(([id, user]) => [id.replace("sessions_", ""), user]),
    ) as Record<"user_default" | "user_services", Json>;
    expect(nobody).toMatchObject({ user_name: "default", access_string: "off -@all" });
    expect(services.authentication_mode).toEqual({ type: "iam" });
    expect(services.user_id).toBe(services.user_name);
    expect(services.access_string).toContain("-@dangerous");
  });

  it("fails over with two replicas in production, stands alone in staging", () => {
    expect(group).toMatchObject({ num_cache_clusters: 3, automatic_failover_enabled: true, multi_az_enabled: true });
    expect(staging.at("aws_elasticache_replication_group.sessions_group")).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
    });
  });

  it("keeps a week of snapshots and a last one", () => {
    expect(group.snapshot_retention_limit).toBe(7);
    expect(group.final_snapshot_identifier).toBe(`${group.replication_group_id}-final`);
  });

  it("claims no backup where no snapshot is kept", () => {
    const without = withStore("sessions", (store) => {
      store.snapshotRetention = "0d";
    });
    const redis = without.evidence.resources.find(({ role }) => role === "redis-group");
    expect(redis?.capabilities).toEqual(["cache"]);
  });

  it("names its nodes as ElastiCache does", () => {
    const { memberClusterIds, replicationGroupId } = production.outputs.stores.get("sessions") as RedisOutputs;
    expect(memberClusterIds).toEqual(["001", "002", "003"].map((number) => `${replicationGroupId}-${number}`));
  });
});

describe("DynamoDB", () => {
  it("is paid by the request, restorable for 35 days, protected", () => {
    expect(production.at("aws_dynamodb_table.catalog_table")).toMatchObject({
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "productId",
      attribute: [{ name: "productId", type: "S" }],
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      deletion_protection_enabled: true,
    });
  });

  it("has a sort key and expiry only where the plan names them", () => {
    expect(production.at("aws_dynamodb_table.catalog_table")).not.toHaveProperty(["ttl"]);
    const table = withStore("catalog", (store) =>
      Object.assign(store, { sortKey: "region", ttlAttribute: "expires" }),
    ).at("aws_dynamodb_table.catalog_table");
    expect(table.range_key).toBe("region");
    expect(table.attribute).toHaveLength(2);
    expect(table.ttl).toEqual({ enabled: true, attribute_name: "expires" });
  });
});

describe("SQS", () => {
  it("keeps what fails for 14 days, after five attempts", () => {
    expect(production.at("aws_sqs_queue.order-events_queue")).toMatchObject({
      visibility_timeout_seconds: 120,
      message_retention_seconds: 1_209_600,
      receive_wait_time_seconds: 20,
    });
    const redrive = JSON.parse(production.at("aws_sqs_queue.order-events_queue").redrive_policy);
    expect(redrive.maxReceiveCount).toBe(5);
    expect(redrive.deadLetterTargetArn).toContain("aws_sqs_queue.order-events_dead_letters");
    expect(production.at("aws_sqs_queue.order-events_dead_letters").message_retention_seconds).toBe(1_209_600);
    const allow = production.at("aws_sqs_queue_redrive_allow_policy.order-events_redrive_allow_policy");
    expect(JSON.parse(allow.redrive_allow_policy).redrivePermission).toBe("byQueue");
  });

  it("refuses plain HTTP on both queues and allows nothing by itself", () => {
    const policies = Object.values(production.all("aws_sqs_queue_policy")).map(({ policy }) => JSON.parse(policy));
    expect(policies).toHaveLength(2);
    for (const { Statement } of policies) {
      expect(Statement).toEqual([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ]);
    }
  });

  it("ends a FIFO queue's names in .fifo", () => {
    const fifo = withStore("order-events", (store) => {
      store.fifo = true;
    });
    const { queueName, deadLetterQueueName } = fifo.outputs.stores.get("order-events") as SqsOutputs;
    expect(queueName).toBe(`${NAME}-production-order-events.fifo`);
    expect(deadLetterQueueName).toBe(`${NAME}-production-order-events-dead-letters.fifo`);
    expect(fifo.at("aws_sqs_queue.order-events_queue").fifo_queue).toBe(true);
  });
});

describe("evidence of the data stack", () => {
  it("claims what the stores provide, by roles with handles that are literals", () => {
    const claims = production.evidence.resources
      .filter(({ role }) => role !== null)
      .map(({ role, subject, capabilities }) => `${subject?.name} ${role}: ${capabilities.join(" ")}`);
    expect(claims.sort()).toEqual([
      "catalog dynamodb-table: backup table",
      "order-events sqs-dead-letter-queue: ",
      "order-events sqs-queue: queue",
      "orders aurora-cluster: backup database performance-insights read-write-split secret-rotation",
      "orders aurora-instance: database performance-insights",
      "orders aurora-instance: database performance-insights",
      "orders log-group: log-retention",
      "sessions log-group: log-retention",
      "sessions redis-group: backup cache",
    ]);
    for (const { handles } of production.evidence.resources)
      expect(JSON.stringify(handles)).not.toMatch(/TfToken|\$\{/);
  });

  it("is empty for a plan without stores", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.dataStores = [];
      tree.services = tree.services.slice(0, 1).map((service: Json) => ({ ...service, uses: [] }));
    });
    expect(synthDataStack(plan).evidence.resources).toEqual([]);
  });
});
