import { reference, type SynthesisedFoundation, synthFoundation } from "../../support/foundation-stacks";

describe("the managed network", () => {
  let production: SynthesisedFoundation;
  let staging: SynthesisedFoundation;

  beforeAll(() => {
    production = synthFoundation();
    staging = synthFoundation("staging");
  });

  it("carves three tiers in three zones from 10.0.0.0/16", () => {
    const cidrs = Object.fromEntries(
      production.foundation
        .ids("aws_subnet")
        .map((id) => [id, production.foundation.get("aws_subnet", id).cidr_block] as const),
    );
    expect(cidrs).toEqual({
      network_private_a: "10.0.0.0/19",
      network_public_a: "10.0.32.0/20",
      network_isolated_a: "10.0.48.0/20",
      network_private_b: "10.0.64.0/19",
      network_public_b: "10.0.96.0/20",
      network_isolated_b: "10.0.112.0/20",
      network_private_c: "10.0.128.0/19",
      network_public_c: "10.0.160.0/20",
      network_isolated_c: "10.0.176.0/20",
    });
  });

  it("takes each zone's name from the region, by index, and stays there", () => {
    const { foundation } = production;
    const zones = ["a", "b", "c"].map((zone) => foundation.get("aws_subnet", `network_public_${zone}`));
    expect(zones.map(({ availability_zone }) => availability_zone)).toEqual(
      [0, 1, 2].map((index) => reference(`data.aws_availability_zones.network_zones.names.${index}`)),
    );
    for (const subnet of foundation.all("aws_subnet")) {
      expect(subnet).toMatchObject({
        map_public_ip_on_launch: false,
        lifecycle: { ignore_changes: ["availability_zone"] },
      });
    }
  });

  it("has a NAT gateway per zone in production", () => {
    const { foundation } = production;
    expect(foundation.ids("aws_nat_gateway")).toEqual(["network_nat_a", "network_nat_b", "network_nat_c"]);
    expect(foundation.ids("aws_eip")).toHaveLength(3);
    expect(foundation.get("aws_route", "network_private_b_default").nat_gateway_id).toBe(
      reference("aws_nat_gateway.network_nat_b.id"),
    );
  });

  it("has a single NAT gateway in staging, and a route table per private subnet all the same", () => {
    const { foundation } = staging;
    expect(foundation.ids("aws_nat_gateway")).toEqual(["network_nat_a"]);
    for (const zone of ["a", "b", "c"]) {
      expect(foundation.get("aws_route", `network_private_${zone}_default`)).toMatchObject({
        route_table_id: reference(`aws_route_table.network_private_${zone}_table.id`),
        nat_gateway_id: reference("aws_nat_gateway.network_nat_a.id"),
      });
    }
    expect(foundation.ids("aws_route_table")).toHaveLength(5);
  });

  it("gives isolated subnets no route out", () => {
    const { foundation } = production;
    const tables = foundation.all("aws_route").map(({ route_table_id }) => route_table_id);
    expect(tables).toHaveLength(4);
    expect(tables).not.toContain(reference("aws_route_table.network_isolated_table.id"));
    for (const zone of ["a", "b", "c"]) {
      expect(foundation.get("aws_route_table_association", `network_isolated_${zone}_routes`).route_table_id).toBe(
        reference("aws_route_table.network_isolated_table.id"),
      );
    }
  });

  it("reaches S3 and DynamoDB from private and isolated subnets by gateway", () => {
    for (const service of ["s3", "dynamodb"]) {
      expect(production.foundation.get("aws_vpc_endpoint", `network_endpoint_${service}`)).toMatchObject({
        service_name: `com.amazonaws.eu-west-1.${service}`,
        vpc_endpoint_type: "Gateway",
        route_table_ids: [
          reference("aws_route_table.network_private_a_table.id"),
          reference("aws_route_table.network_private_b_table.id"),
          reference("aws_route_table.network_private_c_table.id"),
          reference("aws_route_table.network_isolated_table.id"),
        ],
      });
    }
  });

  it("reaches the plan's other services by interface, over HTTPS from within the VPC only", () => {
    const { foundation } = production;
    expect(foundation.ids("aws_vpc_endpoint")).toEqual([
      "network_endpoint_dynamodb",
      "network_endpoint_ecr_api",
      "network_endpoint_ecr_dkr",
      "network_endpoint_kms",
      "network_endpoint_logs",
      "network_endpoint_s3",
      "network_endpoint_secretsmanager",
      "network_endpoint_ssmmessages",
    ]);
    expect(foundation.get("aws_vpc_endpoint", "network_endpoint_ecr_dkr")).toMatchObject({
      service_name: "com.amazonaws.eu-west-1.ecr.dkr",
      private_dns_enabled: true,
    });
    expect(foundation.get("aws_vpc_security_group_ingress_rule", "network_endpoint_https")).toMatchObject({
      cidr_ipv4: "10.0.0.0/16",
      from_port: 443,
      to_port: 443,
    });
    expect(foundation.get("aws_security_group", "network_endpoint_security_group")).not.toHaveProperty("egress");
  });

  it("makes no endpoint group when no interface endpoint is asked for", () => {
    const { foundation } = synthFoundation("production", (tree) => {
      tree.network.interfaceEndpoints = [];
    });
    expect(foundation.ids("aws_vpc_endpoint")).toEqual(["network_endpoint_dynamodb", "network_endpoint_s3"]);
    expect(foundation.ids("aws_security_group")).toEqual([]);
  });

  it("empties the default security group", () => {
    const group = production.foundation.get("aws_default_security_group", "network_default_security_group");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });

  it("logs every flow, encrypted, for 90 days, by a role that writes there only", () => {
    const { foundation } = production;
    expect(foundation.get("aws_flow_log", "network_flow_logs_flow_log")).toMatchObject({
      traffic_type: "ALL",
      max_aggregation_interval: 60,
    });
    expect(foundation.get("aws_cloudwatch_log_group", "network_flow_logs_log_group")).toMatchObject({
      name: "/opsplan/ecommerce-operational-excellence/production/network/flow-logs",
      retention_in_days: 90,
      kms_key_id: reference("aws_kms_key.logs_key.arn"),
    });
    const resources = foundation
      .statements("aws_iam_role_policy", "network_flow_logs_role_policy")
      .flatMap(({ Resource = [] }) => Resource);
    expect(resources).toEqual([
      reference("aws_cloudwatch_log_group.network_flow_logs_log_group.arn"),
      `${reference("aws_cloudwatch_log_group.network_flow_logs_log_group.arn")}:*`,
      "arn:aws:logs:eu-west-1:111122223333:log-group:*",
    ]);
    expect(
      foundation.statement("aws_iam_role", "network_flow_logs_role", "AssumedByFlowLogs", "assume_role_policy")
        .Condition,
    ).toEqual({
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" },
    });
  });

  it("tells the evidence what it provides", () => {
    const capabilities = new Set(production.evidence.resources.flatMap((resource) => resource.capabilities));
    expect([...capabilities]).toEqual(expect.arrayContaining(["network", "network-logging", "log-retention"]));
    const vpc = production.evidence.resources.find(({ role }) => role === "vpc");
    expect(vpc).toMatchObject({
      address: "aws_vpc.network_vpc",
      handles: { name: "ecommerce-operational-excellence-production" },
    });
  });
});

describe("an existing network", () => {
  const existing = {
    vpcId: "vpc-12345678",
    publicSubnetIds: ["subnet-11111111", "subnet-11111112"],
    privateSubnetIds: ["subnet-21111111", "subnet-21111112"],
    isolatedSubnetIds: ["subnet-31111111", "subnet-31111112"],
  };

  it("is used as it is: nothing is created for it", () => {
    const { foundation, outputs } = synthFoundation("production", (tree) => {
      tree.network = { existing };
      delete tree.environments.production.recoveryRegion;
    });
    expect(outputs).toMatchObject(existing);
    const network = foundation
      .types()
      .filter((type) => /vpc|subnet|route_table|nat|eip|flow_log|gateway|security_group/.test(type));
    expect(network).toEqual([]);
  });
});
