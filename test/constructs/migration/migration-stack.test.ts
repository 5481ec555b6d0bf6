import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { collectEvidence } from "../../../src/evidence/collect";
import { MigrationStack } from "../../../stacks/migration-stack";
import { migrationPlan } from "../../support/migration-plan";
import { dataInputs, foundationInputs, incidentInputs } from "../../support/stack-inputs";

// biome-ignore lint/suspicious/noExplicitAny: expectations check the shape, types would only repeat them
type Json = any;

function synth(change?: Parameters<typeof migrationPlan>[0]) {
  const plan = migrationPlan(change);
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-"));
  const app = new App({ outdir, skipValidation: true });
  const stack = new MigrationStack(app, plan, {
    foundation: foundationInputs(plan),
    incident: incidentInputs(plan),
    data: dataInputs(plan),
  });
  app.synth();
  const text = readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
  const json: Json = JSON.parse(text);
  const all = (type: string): Record<string, Json> => json.resource?.[type] ?? {};
  return { text, json, all, evidence: collectEvidence(app, [stack]) };
}

const vpn = synth();

describe("the link", () => {
  it("is a VPN of two tunnels that accept IKEv2 with authenticated encryption only", () => {
    const connection = vpn.all("aws_vpn_connection").network_link_connection;
    for (const tunnel of ["tunnel1", "tunnel2"]) {
      expect(connection[`${tunnel}_ike_versions`]).toEqual(["ikev2"]);
      for (const phase of ["phase1", "phase2"]) {
        expect(connection[`${tunnel}_${phase}_encryption_algorithms`]).toEqual(["AES256-GCM-16"]);
        expect(connection[`${tunnel}_${phase}_integrity_algorithms`]).toEqual(["SHA2-384", "SHA2-512"]);
        expect(connection[`${tunnel}_${phase}_dh_group_numbers`]).toEqual([20, 21]);
      }
      expect(connection[`${tunnel}_log_options`].cloudwatch_log_options.log_enabled).toBe(true);
    }
  });

  it("keeps the tunnels' keys out of the state", () => {
    expect(vpn.all("aws_vpn_connection").network_link_connection.preshared_key_storage).toBe("SecretsManager");
    expect(vpn.text).not.toContain('preshared_key"');
  });

  it("leads routes to private and isolated subnets", () => {
    expect(Object.keys(vpn.all("aws_vpn_gateway_route_propagation"))).toEqual([
      "network_link_virtual_gateway_propagation_isolated",
    ]);
  });

  it("takes BGP unless the plan says static, which names each range", () => {
    expect(vpn.all("aws_vpn_connection").network_link_connection.static_routes_only).toBe(false);
    expect(vpn.all("aws_vpn_connection_route")).toEqual({});
    const still = synth((tree) => {
      tree.migration.network.routing = "static";
    });
    expect(still.all("aws_vpn_connection").network_link_connection.static_routes_only).toBe(true);
    expect(Object.values(still.all("aws_vpn_connection_route")).map((one) => one.destination_cidr_block)).toEqual([
      "192.168.0.0/16",
    ]);
  });

  it("alarms when both tunnels, or one of them, are down", () => {
    const alarm = (name: string) =>
      Object.values(vpn.all("aws_cloudwatch_metric_alarm")).find((one) =>
        one.alarm_name.endsWith(`-migration-${name}`),
      );
    expect(alarm("link-down")).toMatchObject({ statistic: "Maximum", threshold: 0, treat_missing_data: "breaching" });
    expect(alarm("link-down").comparison_operator).toBe("LessThanOrEqualToThreshold");
    expect(alarm("tunnel-down")).toMatchObject({ statistic: "Minimum", threshold: 1 });
    expect(alarm("tunnel-down").comparison_operator).toBe("LessThanThreshold");
  });

  it("announces the VPC's range, and no other, to a Direct Connect gateway", () => {
    const direct = synth((tree) => {
      tree.migration.network = {
        kind: "direct-connect",
        gatewayId: "01234567-89ab-cdef-0123-456789abcdef",
        ranges: ["192.168.0.0/16"],
      };
    });
    const association = direct.all("aws_dx_gateway_association").network_link_association;
    expect(association.dx_gateway_id).toBe("01234567-89ab-cdef-0123-456789abcdef");
    const { network } = migrationPlan();
    expect(association.allowed_prefixes).toEqual([network.kind === "managed" ? network.cidr : null]);
    expect(direct.all("aws_vpn_connection")).toEqual({});
  });

  it("is left to its owner where it exists", () => {
    const existing = synth((tree) => {
      tree.migration.network = { kind: "existing", ranges: ["192.168.0.0/16"] };
    });
    expect(existing.all("aws_vpn_gateway")).toEqual({});
    expect(existing.evidence.resources.some(({ capabilities }) => capabilities.includes("migration-link"))).toBe(false);
  });
});

describe("databases", () => {
  const configs = vpn.all("aws_dms_replication_config");

  it("go with full load and changes, and back with changes alone; none is started by Terraform", () => {
    expect(Object.entries(configs).map(([id, { replication_type }]) => `${id} ${replication_type}`)).toEqual([
      "books_back cdc",
      "books_forward full-load-and-cdc",
      "members_back cdc",
      "members_forward full-load-and-cdc",
      "shop_back cdc",
      "shop_forward full-load-and-cdc",
    ]);
    for (const { start_replication } of Object.values(configs)) expect(start_replication).toBe(false);
  });

  it("have no way back where the plan keeps none", () => {
    const oneWay = synth((tree) => {
      tree.migration.replication = { reverse: false };
    });
    expect(Object.keys(oneWay.all("aws_dms_replication_config"))).toEqual([
      "books_forward",
      "members_forward",
      "shop_forward",
    ]);
  });

  it("compare rows, cut no large object, and never empty what they go back to", () => {
    const settings = (id: string) => JSON.parse(configs[id].replication_settings);
    expect(settings("books_forward")).toMatchObject({
      ValidationSettings: { EnableValidation: true },
      TargetMetadata: { FullLobMode: true, LimitedSizeLobMode: false },
      FullLoadSettings: { TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD" },
    });
    expect(settings("books_back").FullLoadSettings).toEqual({ TargetTablePrepMode: "DO_NOTHING" });
  });

  it("are read with a certificate where the engine needs one, and with TLS in any case", () => {
    const endpoints = vpn.all("aws_dms_endpoint");
    expect(Object.fromEntries(Object.entries(endpoints).map(([id, { ssl_mode }]) => [id, ssl_mode]))).toEqual({
      books_forward_source: "verify-ca",
      books_forward_target: "require",
      books_back_source: "require",
      books_back_target: "verify-ca",
      members_forward_source: "require",
      members_forward_target: "require",
      members_back_source: "require",
      members_back_target: "require",
      shop_forward_source: "verify-full",
      shop_forward_target: "require",
      shop_back_source: "require",
      shop_back_target: "verify-full",
    });
    for (const endpoint of Object.values(endpoints)) {
      expect(endpoint.secrets_manager_arn).toBeDefined();
      expect(endpoint.password).toBeUndefined();
    }
  });

  it("go back from the slot that the runbook makes", () => {
    expect(vpn.all("aws_dms_endpoint").books_back_source.postgres_settings).toMatchObject({
      slot_name: "opsplan_books",
      plugin_name: "test_decoding",
    });
  });

  it("have a password that AWS makes", () => {
    const stack = vpn.all("aws_cloudformation_stack").replication_user_orders_secret;
    const { Properties } = JSON.parse(stack.template_body).Resources.Secret;
    expect(Properties.GenerateSecretString).toMatchObject({ GenerateStringKey: "password", ExcludePunctuation: true });
    expect(JSON.parse(Properties.GenerateSecretString.SecretStringTemplate)).toMatchObject({
      username: "opsplan_replication",
      port: 5432,
    });
  });

  it("let DMS and CloudFormation take roles of theirs, which may name no source account", () => {
    const trust = (role: string) => JSON.parse(vpn.all("aws_iam_role")[role].assume_role_policy).Statement[0];
    const roles = {
      replication_role_orders_role: "dms.eu-west-1.amazonaws.com",
      replication_user_orders_role: "cloudformation.amazonaws.com",
      contracts_source_role: "cloudformation.amazonaws.com",
    };
    for (const [role, service] of Object.entries(roles)) {
      expect(trust(role)).toMatchObject({
        Principal: { Service: service },
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
      });
    }
  });

  it("are reached on their own ports, in their own ranges, and nowhere else", () => {
    const rules = Object.values(vpn.all("aws_vpc_security_group_egress_rule"))
      .filter(({ cidr_ipv4 }) => cidr_ipv4 !== undefined)
      .map(({ cidr_ipv4, ip_protocol, from_port }) => `${ip_protocol} ${cidr_ipv4} ${from_port}`);
    expect(rules.sort()).toEqual([
      "tcp 0.0.0.0/0 443",
      "tcp 192.168.0.0/16 1521",
      "tcp 192.168.0.0/16 5432",
      "tcp 192.168.0.53/32 53",
      "tcp 203.0.113.0/24 3306",
      "udp 192.168.0.53/32 53",
    ]);
  });

  it("alarm when they are further behind than their wave allows, by the name that AWS gives them", () => {
    const lag = Object.values(vpn.all("aws_cloudwatch_metric_alarm")).find(({ alarm_name }) =>
      alarm_name.endsWith("-migration-books-target-lag"),
    );
    expect(lag).toMatchObject({
      namespace: "AWS/DMS",
      metric_name: "CDCLatencyTarget",
      threshold: 10,
      dimensions: {
        ReplicationConfigId: '111122223333:${element(split(":", aws_dms_replication_config.books_forward.arn), 6)}',
      },
    });
  });

  it("alarm when they fail, which no metric of theirs says", () => {
    const pattern = JSON.parse(
      vpn.all("aws_cloudwatch_event_rule").failure_events_replication_failed_rule.event_pattern,
    );
    expect(pattern["detail-type"]).toEqual(["DMS Replication State Change"]);
    expect(pattern.detail).toEqual({ eventType: [{ suffix: "FAILED" }] });
    expect(pattern.resources).toHaveLength(6);
  });

  it("make the account's DMS roles only where the plan owns the account's settings", () => {
    expect(Object.values(vpn.all("aws_iam_role")).map(({ name }) => name)).toContain("dms-vpc-role");
    const guest = synth((tree) => {
      tree.security = { ...tree.security, accountBaseline: "existing" };
    });
    expect(Object.values(guest.all("aws_iam_role")).map(({ name }) => name)).not.toContain("dms-vpc-role");
    expect(Object.values<Json>(guest.json.data.aws_iam_role).map(({ name }) => name)).toEqual([
      "dms-cloudwatch-logs-role",
      "dms-vpc-role",
    ]);
  });
});

describe("files", () => {
  it("are verified whole, keep what is deleted at the source, and have no schedule", () => {
    const task = vpn.all("aws_datasync_task").letters_task;
    expect(task.options).toMatchObject({
      verify_mode: "POINT_IN_TIME_CONSISTENT",
      preserve_deleted_files: "PRESERVE",
      posix_permissions: "PRESERVE",
    });
    expect(task.schedule).toBeUndefined();
    expect(vpn.all("aws_datasync_task").contracts_task.options.posix_permissions).toBe("NONE");
  });

  it("come from a share whose password CloudFormation looks up", () => {
    expect(vpn.all("aws_datasync_location_smb")).toEqual({});
    const stack = vpn.all("aws_cloudformation_stack").contracts_source_location;
    const { Properties } = JSON.parse(stack.template_body).Resources.Location;
    expect(Properties.Password).toBe(
      "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:old/contracts-AbCdEf:SecretString:password}}",
    );
  });

  it("are written by a role that may not delete", () => {
    const { Statement } = JSON.parse(vpn.all("aws_iam_role_policy").letters_bucket_policy.policy);
    const actions = Statement.flatMap(({ Action }: Json) => Action);
    expect(actions).toContain("s3:PutObject");
    expect(actions.filter((action: string) => /Delete|\*/.test(action))).toEqual([]);
  });

  it("reach DataSync from the other side on its ports", () => {
    const rules = Object.values(vpn.all("aws_vpc_security_group_ingress_rule"))
      .filter(({ cidr_ipv4 }) => cidr_ipv4 !== undefined)
      .map(({ cidr_ipv4, from_port, to_port }) => `${cidr_ipv4} ${from_port}-${to_port}`);
    expect(rules.sort()).toEqual(["192.168.0.0/16 1024-1064", "192.168.0.0/16 443-443"]);
  });
});

describe("without a migration", () => {
  it("nothing is made", () => {
    const none = synth((tree) => {
      delete tree.migration;
    });
    expect(none.json.resource).toBeUndefined();
  });
});
