import { type Json, synthStores } from "../../support/standby-data";

const NAME = "shop-production";
const DATA_KEY = "arn:aws:kms:eu-west-1:111122223333:key/data";
const { data, evidence } = synthStores("pilot-light");
const { resource } = data;

describe("the writer of a global database", () => {
  const cluster = resource.aws_rds_cluster.orders_cluster;

  it("keeps the address that it had alone", () => {
    const alone = synthStores("backup-and-restore").data.resource;
    expect(Object.keys(resource.aws_rds_cluster)).toEqual(Object.keys(alone.aws_rds_cluster));
    expect(cluster.cluster_identifier).toBe(alone.aws_rds_cluster.orders_cluster.cluster_identifier);
    expect(alone).not.toHaveProperty(["aws_rds_global_cluster"]);
    expect(alone).not.toHaveProperty(["aws_secretsmanager_secret"]);
    expect(alone.aws_rds_cluster.orders_cluster.manage_master_user_password).toBe(true);
  });

  it("is taken into it as it is, and leaves only on purpose", () => {
    expect(resource.aws_rds_global_cluster.orders_global).toMatchObject({
      global_cluster_identifier: `${NAME}-orders-global`,
      source_db_cluster_identifier: `\${aws_rds_cluster.orders_cluster.arn}`,
      deletion_protection: true,
      force_destroy: true,
      lifecycle: { prevent_destroy: true, ignore_changes: ["source_db_cluster_identifier", "engine_version"] },
    });
    expect(cluster.lifecycle.ignore_changes).toEqual([
      "engine_version",
      "global_cluster_identifier",
      "replication_source_identifier",
    ]);
  });

  it("has a first password that only write-only arguments hold", () => {
    expect(cluster).toMatchObject({
      master_password_wo: `\${local.orders_master_password}`,
      master_password_wo_version: 1,
    });
    expect(cluster).not.toHaveProperty(["manage_master_user_password"]);
    expect(data.locals.orders_master_password).toBe(`\${sensitive(replace(join("", [uuid(), uuid()]), "-", ""))}`);
    const holders = Object.values<Json>(resource)
      .flatMap((byId) => Object.values<Json>(byId))
      .flatMap((attributes) => Object.entries(attributes))
      .filter(([, value]) => JSON.stringify(value).includes("orders_master_password"))
      .map(([attribute]) => attribute);
    expect(holders.sort()).toEqual(["master_password_wo", "secret_string_wo"]);
    expect(JSON.stringify(data.output ?? {})).not.toContain("orders_master_password");
  });
});

describe("the master secret of a global database", () => {
  it("has a copy in the recovery region, with a key of each", () => {
    expect(resource.aws_secretsmanager_secret.orders_master_secret).toMatchObject({
      name: `${NAME}-orders-master`,
      kms_key_id: DATA_KEY,
      replica: [{ region: "eu-central-1", kms_key_id: `\${aws_kms_key.recovery_secrets_key.arn}` }],
      lifecycle: { prevent_destroy: true },
    });
    expect(resource.aws_kms_key.recovery_secrets_key.region).toBe("eu-central-1");
  });

  it("is in the words of AWS's function, under a label that keeps its first version", () => {
    const version = resource.aws_secretsmanager_secret_version.orders_master_version;
    expect(version.version_stages).toEqual(["AWSCURRENT", "initial"]);
    expect(version.lifecycle.ignore_changes).toEqual(["version_stages"]);
    expect(version.secret_string_wo).toBe(
      '${jsonencode({"engine" = "postgres", "host" = aws_rds_cluster.orders_cluster.endpoint, "port" = 5432, "dbname" = "orders", "username" = "dbadmin", "password" = local.orders_master_password})}',
    );
  });

  it("rotates every 30 days, from within the network, once the database answers", () => {
    const rotation = resource.aws_secretsmanager_secret_rotation.orders_rotation_schedule;
    expect(rotation).toMatchObject({
      rotation_lambda_arn: expect.stringMatching(/^arn:aws:lambda:eu-west-1:111122223333:function:.{1,64}$/),
      rotation_rules: { automatically_after_days: 30 },
    });
    expect(rotation.depends_on).toEqual([
      "aws_serverlessapplicationrepository_cloudformation_stack.orders_rotation_function",
      "aws_secretsmanager_secret_version.orders_master_version",
      "aws_rds_cluster_instance.orders_writer",
      "aws_rds_cluster_instance.orders_reader_1",
    ]);
    const { parameters } = resource.aws_serverlessapplicationrepository_cloudformation_stack.orders_rotation_function;
    expect(rotation.rotation_lambda_arn.endsWith(`:${parameters.functionName}`)).toBe(true);
    expect(parameters).toMatchObject({
      endpoint: "https://secretsmanager.eu-west-1.amazonaws.com",
      vpcSubnetIds: `\${join(",", ["subnet-2"])}`,
      vpcSecurityGroupIds: `\${aws_security_group.orders_rotation_security_group.id}`,
      kmsKeyArn: DATA_KEY,
    });
    expect(resource.aws_vpc_security_group_ingress_rule.orders_rotation_ingress_rotation_store).toMatchObject({
      security_group_id: `\${aws_security_group.orders_security_group.id}`,
      referenced_security_group_id: `\${aws_security_group.orders_rotation_security_group.id}`,
      from_port: 5432,
      to_port: 5432,
    });
  });

  it("is claimed as rotation, and by the name that runbooks call it", () => {
    const rotating = evidence.resources.filter(({ capabilities }) => capabilities.includes("secret-rotation"));
    expect(rotating.map(({ address }) => address)).toEqual([
      "aws_secretsmanager_secret_rotation.orders_rotation_schedule",
    ]);
    const secret = evidence.resources.find(({ role }) => role === "master-secret");
    expect(secret?.handles).toEqual({ secret: `${NAME}-orders-master` });
  });
});
