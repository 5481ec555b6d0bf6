import { storeStatements } from "../../../src/constructs/compute/store-access";
import type { RecoveryPattern } from "../../../src/model/recovery";
import { EvidenceIndex } from "../../../src/planning/evidence-index";
import { type Json, synthStores } from "../../support/standby-data";

const NAME = "shop-production";
const THERE_KEY = "arn:aws:kms:eu-central-1:111122223333:key/data";
const HERE_KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";
const pilot = synthStores("pilot-light");
const warm = synthStores("warm-standby");
const active = synthStores("active-active");
const cold = synthStores("backup-and-restore");

function named(stack: Json, type: string): Json {
  return stack.resource[type] ?? {};
}

describe("stores in the recovery region", () => {
  const counts = ({ standby }: { standby: Json }, ...types: string[]) =>
    types.map((type) => Object.keys(named(standby, type)).length);
  const types = [
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_dynamodb_table",
    "aws_dynamodb_table_replica",
    "aws_s3_bucket",
    "aws_s3_bucket_replication_configuration",
    "aws_elasticache_replication_group",
    "aws_sqs_queue",
    "aws_cloudwatch_metric_alarm",
  ];

  it.each<[RecoveryPattern, { standby: Json }, number[]]>([
    ["backup-and-restore", cold, [1, 2, 0, 0, 1, 0, 1, 2, 0]],
    ["pilot-light", pilot, [1, 1, 0, 1, 1, 1, 1, 2, 5]],
    ["warm-standby", warm, [1, 2, 0, 1, 1, 1, 1, 2, 5]],
    ["active-active", active, [1, 2, 0, 1, 1, 2, 1, 2, 5]],
  ])("are those of %s", (_, stack, expected) => {
    expect(counts(stack, ...types)).toEqual(expected);
  });

  it("stand apart from keys and services, under names of the recovery region", () => {
    expect(Object.keys(named(pilot.standby, "aws_rds_cluster"))).toEqual(["store_orders_database_cluster"]);
    const cluster = named(pilot.standby, "aws_rds_cluster").store_orders_database_cluster;
    expect(cluster.cluster_identifier).toBe(`${NAME}-recovery-orders`);
    expect(named(pilot.standby, "aws_s3_bucket").store_receipts_bucket_bucket).toMatchObject({
      object_lock_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("are found by their roles among what stands by, and claim so", () => {
    const index = new EvidenceIndex(pilot.evidence, "recovery");
    expect(index.oneByRole("aurora-cluster")?.handles.cluster).toBe(`${NAME}-recovery-orders`);
    expect(index.oneByRole("dynamodb-table")?.handles.table).toBe(`${NAME}-catalog`);
    const standing = pilot.evidence.resources.filter(({ capabilities }) => capabilities.includes("standby"));
    expect(standing.map(({ address, stackKind }) => `${stackKind} ${address}`)).toEqual([
      "standby aws_dynamodb_table_replica.store_catalog_replica",
      "standby aws_elasticache_replication_group.store_sessions_cache_group",
      "standby aws_rds_cluster.store_orders_database_cluster",
      "standby aws_s3_bucket.store_receipts_bucket_bucket",
      "standby aws_sqs_queue.store_order-events_messages_queue",
    ]);
    const replicating = pilot.evidence.resources.filter(({ capabilities }) => capabilities.includes("replication"));
    expect(replicating.map(({ address }) => address)).toEqual([
      "aws_rds_global_cluster.orders_global",
      "aws_secretsmanager_secret.orders_master_secret",
      "aws_dynamodb_table_replica.store_catalog_replica",
      "aws_rds_cluster.store_orders_database_cluster",
      "aws_s3_bucket_replication_configuration.store_receipts_replication_configuration",
    ]);
    expect(cold.evidence.resources.filter(({ capabilities }) => capabilities.includes("replication"))).toEqual([]);
  });

  it("open to services of that region by its own names and its own key", () => {
    const stores = [...pilot.outputs.stores.values()];
    const statements = storeStatements(pilot.there, "checkout", stores, THERE_KEY, "vpc-there");
    const bySid = Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
    expect(bySid.ConnectOrders?.Resource).toMatch(/^arn:aws:rds-db:eu-central-1:111122223333:dbuser:.*\/checkout$/);
    expect(bySid.UseDataKeyThroughStores).toMatchObject({
      Resource: THERE_KEY,
      Condition: {
        StringEquals: {
          "kms:ViaService": [
            "dynamodb.eu-central-1.amazonaws.com",
            "s3.eu-central-1.amazonaws.com",
            "sqs.eu-central-1.amazonaws.com",
          ],
        },
      },
    });
    const restored = cold.outputs.stores.get("catalog");
    expect(restored).toMatchObject({
      tableName: `${NAME}-recovery-catalog`,
      tableArn: `arn:aws:dynamodb:eu-central-1:111122223333:table/${NAME}-recovery-catalog`,
    });
  });
});

describe("a following database", () => {
  const cluster = named(pilot.standby, "aws_rds_cluster").store_orders_database_cluster;

  it("takes data and master user from the writer, and its version from the global database", () => {
    expect(cluster).toMatchObject({
      global_cluster_identifier: expect.stringContaining("aws_rds_global_cluster_orders_global"),
      engine_version: expect.stringContaining("aws_rds_global_cluster_orders_global_engine_version"),
      source_region: "eu-west-1",
      kms_key_id: THERE_KEY,
      storage_encrypted: true,
      deletion_protection: true,
      iam_database_authentication_enabled: true,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: THERE_KEY,
      enabled_cloudwatch_logs_exports: ["postgresql"],
    });
    for (const own of ["master_username", "master_password_wo", "manage_master_user_password", "database_name"])
      expect(cluster).not.toHaveProperty([own]);
  });

  it("may be exchanged with the writer without that being drift", () => {
    const changed = ["engine_version", "global_cluster_identifier", "replication_source_identifier"];
    expect(cluster.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: changed });
  });

  it("passes writes on only where both regions serve", () => {
    expect(named(active.standby, "aws_rds_cluster").store_orders_database_cluster).toMatchObject({
      enable_global_write_forwarding: true,
    });
    expect(cluster).not.toHaveProperty(["enable_global_write_forwarding"]);
  });
});

describe("a cold database", () => {
  const cluster = named(cold.standby, "aws_rds_cluster").store_orders_database_cluster;

  it("is restored from the snapshot of a variable, and is empty without", () => {
    expect(cold.standby.variable.orders_snapshot).toMatchObject({ type: "string", nullable: true, default: null });
    expect(cluster).toMatchObject({
      snapshot_identifier: `\${var.orders_snapshot}`,
      engine_version: `\${var.orders_snapshot == null ? "16.6" : null}`,
      manage_master_user_password: true,
      master_user_secret_kms_key_id: THERE_KEY,
    });
    expect(cluster.lifecycle.ignore_changes).toEqual(["engine_version", "snapshot_identifier"]);
  });

  it("needs nothing of the region that is lost", () => {
    expect(JSON.stringify(cold.standby)).not.toContain("terraform_remote_state");
    expect(JSON.stringify(cold.standby.resource)).not.toContain("eu-west-1");
  });
});

describe("a replicated table", () => {
  it("has the primary's name, the recovery region's key, and its own way back", () => {
    expect(named(pilot.standby, "aws_dynamodb_table_replica").store_catalog_replica).toMatchObject({
      global_table_arn: expect.stringContaining("aws_dynamodb_table_catalog_table_arn"),
      kms_key_arn: THERE_KEY,
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is fed from a stream of the primary's, which leaves replicas to the other stack", () => {
    const table = named(pilot.data, "aws_dynamodb_table").catalog_table;
    expect(table).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
    expect(table.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["replica"] });
    const unreplicated = named(cold.data, "aws_dynamodb_table").catalog_table;
    expect(unreplicated).not.toHaveProperty(["stream_enabled"]);
    expect(unreplicated.lifecycle).toEqual({ prevent_destroy: true });
  });
});

describe("a replicated bucket", () => {
  const SOURCE = `${NAME}-store-receipts-111122223333`;
  const configuration = named(
    pilot.standby,
    "aws_s3_bucket_replication_configuration",
  ).store_receipts_replication_configuration;

  it("gets what is written within 15 minutes, under its own key, and keeps what is deleted", () => {
    expect(configuration).toMatchObject({ region: "eu-west-1", bucket: SOURCE });
    expect(configuration.rule).toEqual([
      {
        id: "all",
        priority: 0,
        status: "Enabled",
        filter: { prefix: "" },
        delete_marker_replication: { status: "Disabled" },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
        destination: {
          bucket: `\${aws_s3_bucket.store_receipts_bucket_bucket.arn}`,
          encryption_configuration: { replica_kms_key_id: THERE_KEY },
          metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
          replication_time: { status: "Enabled", time: { minutes: 15 } },
        },
      },
    ]);
    expect(configuration.depends_on).toContain("aws_s3_bucket_versioning.store_receipts_bucket_versioning");
  });

  it("is written by a role that reads one bucket and writes the other, and deletes nothing", () => {
    const { policy } = named(pilot.standby, "aws_iam_role_policy").store_receipts_replication_policy;
    const statements: Json[] = JSON.parse(policy).Statement;
    expect(statements.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ["ReadConfiguration", ["s3:GetReplicationConfiguration", "s3:ListBucket"]],
      [
        "ReadVersions",
        [
          "s3:GetObjectLegalHold",
          "s3:GetObjectRetention",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionTagging",
        ],
      ],
      ["WriteReplicas", ["s3:ReplicateObject", "s3:ReplicateTags"]],
      ["DecryptObjects", ["kms:Decrypt"]],
      ["EncryptReplicas", ["kms:Encrypt", "kms:GenerateDataKey"]],
    ]);
    expect(statements[3]).toMatchObject({
      Resource: HERE_KEY,
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    });
    expect(statements[4]).toMatchObject({
      Resource: THERE_KEY,
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
    for (const { Resource } of statements) expect(Resource).not.toBe("*");
  });

  it("is written by a role that S3 can take although it may name no source account", () => {
    const { assume_role_policy: trust } = named(pilot.standby, "aws_iam_role").store_receipts_replication_role;
    expect(JSON.parse(trust).Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  });

  it("sends its own objects back where both regions serve, changes of copies included", () => {
    const found = named(active.standby, "aws_s3_bucket_replication_configuration");
    const back = found.store_receipts_return_configuration;
    expect(back.bucket).toBe(`${NAME}-recovery-store-receipts-111122223333`);
    expect(back).not.toHaveProperty(["region"]);
    expect(back.rule[0].destination).toMatchObject({
      bucket: expect.stringContaining("aws_s3_bucket_receipts_bucket_arn"),
      encryption_configuration: { replica_kms_key_id: HERE_KEY },
    });
    for (const { rule } of Object.values<Json>(found))
      expect(rule[0].source_selection_criteria.replica_modifications).toEqual({ status: "Enabled" });
  });

  it("needs no key where readers have no identity", () => {
    const open = synthStores("pilot-light", (tree) => {
      tree.security = { ...tree.security, publicAccessBlock: false };
      tree.dataStores.at(-1).publicRead = true;
    });
    const { rule } = named(
      open.standby,
      "aws_s3_bucket_replication_configuration",
    ).store_receipts_replication_configuration;
    expect(rule[0]).not.toHaveProperty(["source_selection_criteria"]);
    expect(rule[0].destination).not.toHaveProperty(["encryption_configuration"]);
    expect(named(open.standby, "aws_iam_role_policy").store_receipts_replication_policy.policy).not.toContain("kms:");
  });
});

describe("alarms on replication", () => {
  const alarms = named(pilot.standby, "aws_cloudwatch_metric_alarm");
  const alarmOf = (id: string) => alarms[`store_${id}`];

  it("watch a database where it follows, against half of the objective of a minute", () => {
    expect(alarmOf("orders_replication_lag")).toMatchObject({
      region: "eu-central-1",
      metric_name: "AuroraGlobalDBRPOLag",
      dimensions: { DBClusterIdentifier: `${NAME}-recovery-orders`, SourceRegion: "eu-west-1" },
      threshold: 30_000,
      treat_missing_data: "notBreaching",
      alarm_actions: ["arn:aws:sns:eu-central-1:111122223333:high"],
    });
    expect(alarmOf("orders_replication_stopped")).toMatchObject({
      region: "eu-central-1",
      metric_name: "AuroraGlobalDBReplicationLag",
      threshold: 300_000,
      treat_missing_data: "breaching",
      alarm_actions: ["arn:aws:sns:eu-central-1:111122223333:critical"],
    });
  });

  it("watch a table where it is written", () => {
    expect(alarmOf("catalog_replication_lag")).toMatchObject({
      region: "eu-west-1",
      metric_name: "ReplicationLatency",
      dimensions: { TableName: `${NAME}-catalog`, ReceivingRegion: "eu-central-1" },
      threshold: 30_000,
      alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:high"],
    });
  });

  it("watch a bucket's lag where objects go, and its failures where they come from", () => {
    const dimensions = {
      SourceBucket: `${NAME}-store-receipts-111122223333`,
      DestinationBucket: `${NAME}-recovery-store-receipts-111122223333`,
      RuleId: "all",
    };
    expect(alarmOf("receipts_replication_lag")).toMatchObject({
      region: "eu-central-1",
      metric_name: "ReplicationLatency",
      dimensions,
      // Half of the objective is shorter than S3 takes in its ordinary course.
      threshold: 60,
    });
    expect(alarmOf("receipts_replication_failures")).toMatchObject({
      region: "eu-west-1",
      metric_name: "OperationsFailedReplication",
      dimensions,
      threshold: 0,
      statistic: "Sum",
    });
  });

  it("lead to one runbook, and to the dashboard that the plan has", () => {
    const found = pilot.evidence.alarms;
    expect(found).toHaveLength(5);
    for (const alarm of found)
      expect(alarm).toMatchObject({ runbook: "replication-lag", dashboard: NAME, purpose: "notifies" });
    expect(found.map(({ name, region }) => `${name} ${region}`)).toContain(`${NAME}-catalog-replication-lag eu-west-1`);
  });
});
