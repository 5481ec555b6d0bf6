import type { AuroraOutputs, SqsOutputs } from "../../../src/constructs/core/stack-outputs";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, synthDataStack } from "../../support/data-incident-stacks";
import { runMachine } from "../incident/run-machine";

const NAME = "ecommerce-operational-excellence";
const USERS = "arn:aws:rds-db:eu-west-1:111122223333:dbuser:${aws_rds_cluster.orders_cluster.cluster_resource_id}";

function withStore(name: string, change: (store: Json) => void) {
  return synthDataStack(
    blueprintPlan("production", (tree) => change(tree.dataStores.find((store: Json) => store.name === name))),
  );
}

describe("a database with a proxy", () => {
  const built = withStore("orders", (store) => {
    store.pooler = "rds-proxy";
    store.readers = 2;
  });
  const proxy = built.at("aws_db_proxy.orders_proxy_proxy");

  it("is entered over TLS, by IAM on both sides, with no secret", () => {
    expect(proxy).toMatchObject({
      name: `${NAME}-production-orders-proxy`,
      engine_family: "POSTGRESQL",
      default_auth_scheme: "IAM_AUTH",
      require_tls: true,
    });
    expect(proxy).not.toHaveProperty("auth");
  });

  it("signs in as the services that use the store, and as nobody else", () => {
    const { policy } = built.at("aws_iam_role_policy.orders_proxy_policy");
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Sid: "Connect",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: [`${USERS}/checkout`, `${USERS}/fulfilment`],
      },
    ]);
  });

  it("reaches the database, which nobody else reaches through it", () => {
    const proxyGroup = "${aws_security_group.orders_proxy_security_group.id}";
    const storeGroup = "${aws_security_group.orders_security_group.id}";
    expect(built.at("aws_vpc_security_group_egress_rule.orders_proxy_egress_proxy_store")).toMatchObject({
      security_group_id: proxyGroup,
      referenced_security_group_id: storeGroup,
      from_port: 5432,
    });
    expect(built.at("aws_vpc_security_group_ingress_rule.orders_proxy_ingress_proxy_store")).toMatchObject({
      security_group_id: storeGroup,
      referenced_security_group_id: proxyGroup,
    });
  });

  it("leaves a tenth of the connections to people, and waits longer than a failover takes", () => {
    expect(built.at("aws_db_proxy_default_target_group.orders_proxy_target_group").connection_pool_config).toEqual({
      connection_borrow_timeout: 45,
      max_connections_percent: 90,
      max_idle_connections_percent: 50,
    });
  });

  it("has an endpoint for reads, and is what services are told of", () => {
    expect(built.at("aws_db_proxy_endpoint.orders_proxy_readers").target_role).toBe("READ_ONLY");
    const outputs = built.outputs.stores.get("orders") as AuroraOutputs;
    expect(outputs.proxy?.name).toBe(`${NAME}-production-orders-proxy`);
    expect(outputs.proxy?.readerEndpoint).not.toBe(outputs.proxy?.endpoint);
  });

  it("answers reads by the writer where there is no reader", () => {
    const alone = withStore("orders", (store) => Object.assign(store, { pooler: "rds-proxy", readers: 0 }));
    expect(alone.all("aws_db_proxy_endpoint")).toEqual({});
    const { proxy: outputs } = alone.outputs.stores.get("orders") as AuroraOutputs;
    expect(outputs?.readerEndpoint).toBe(outputs?.endpoint);
  });

  it("provides pooling, which a database without one does not", () => {
    const pooling = (evidence: typeof built.evidence) =>
      evidence.resources.filter(({ capabilities }) => capabilities.includes("connection-pooling"));
    expect(pooling(built.evidence).map(({ address }) => address)).toEqual(["aws_db_proxy.orders_proxy_proxy"]);
    expect(pooling(synthDataStack(blueprintPlan("production")).evidence)).toEqual([]);
  });
});

describe("readers that scale", () => {
  const built = withStore("orders", (store) =>
    Object.assign(store, { readers: 2, readerScaling: { max: 5, targetCpu: "55%" } }),
  );

  it("are never fewer than Terraform's own", () => {
    expect(built.at("aws_appautoscaling_target.orders_readers")).toMatchObject({
      service_namespace: "rds",
      scalable_dimension: "rds:cluster:ReadReplicaCount",
      resource_id: `cluster:${NAME}-production-orders`,
      min_capacity: 2,
      max_capacity: 5,
      depends_on: [
        "aws_rds_cluster_instance.orders_writer",
        "aws_rds_cluster_instance.orders_reader_1",
        "aws_rds_cluster_instance.orders_reader_2",
      ],
    });
  });

  it("follow their mean CPU", () => {
    const policy = built.at("aws_appautoscaling_policy.orders_track_reader_cpu");
    expect(policy.target_tracking_scaling_policy_configuration).toEqual({
      target_value: 55,
      predefined_metric_specification: { predefined_metric_type: "RDSReaderAverageCPUUtilization" },
      scale_out_cooldown: 300,
      scale_in_cooldown: 900,
    });
  });

  it("stay as many as they are without it", () => {
    expect(synthDataStack(blueprintPlan("production")).all("aws_appautoscaling_target")).toEqual({});
  });
});

describe("throughput of a table", () => {
  it("is bounded and warmed up, and what it has grown to is left alone", () => {
    const built = withStore("catalog", (store) => {
      store.throughput = { maxReads: 40_000, warmReads: 20_000, warmWrites: 5_000 };
    });
    const table = built.at("aws_dynamodb_table.catalog_table");
    expect(table.on_demand_throughput).toEqual({ max_read_request_units: 40_000 });
    expect(table.warm_throughput).toEqual({ read_units_per_second: 20_000, write_units_per_second: 5_000 });
    expect(table.lifecycle.ignore_changes).toContain("warm_throughput");
  });

  it("is AWS's own without", () => {
    const table = synthDataStack(blueprintPlan("production")).at("aws_dynamodb_table.catalog_table");
    expect(table).not.toHaveProperty("on_demand_throughput");
    expect(table).not.toHaveProperty("warm_throughput");
  });
});

describe("back-pressure of a queue", () => {
  const built = withStore("order-events", (store) => {
    store.backPressure = true;
  });
  const parameter = `/opsplan/${NAME}/production/order-events/back-pressure`;
  const alarm = `${NAME}-production-order-events-message-age`;
  const definition = JSON.parse(
    built.at("aws_sfn_state_machine.order-events_back_pressure_machine").definition,
  ) as Json;

  it("begins switched off, and no apply moves it", () => {
    expect(built.at("aws_ssm_parameter.order-events_back_pressure_parameter")).toMatchObject({
      name: parameter,
      type: "String",
      insecure_value: "off",
      lifecycle: { ignore_changes: ["value", "insecure_value"] },
    });
  });

  it("is read by those who send, not by those who receive", () => {
    const { backPressure } = built.outputs.stores.get("order-events") as SqsOutputs;
    expect(backPressure).toMatchObject({ parameterName: parameter, producers: ["checkout"] });
  });

  it("hears of the queue's own alarm, both ways", () => {
    const pattern = JSON.parse(built.at("aws_cloudwatch_event_rule.order-events_back_pressure_rule").event_pattern);
    expect(pattern).toEqual({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${alarm}`],
    });
  });

  it.each([
    [[{ StateValue: "ALARM" }], "on"],
    [[{ StateValue: "OK" }], "off"],
    [[{ StateValue: "INSUFFICIENT_DATA" }], "off"],
    [[], "off"],
  ])("writes what the alarm says now: %j is %s", async (found, value) => {
    const { calls } = await runMachine(definition, { detail: { state: { value: "ALARM" } } }, ({ integration }) =>
      integration.endsWith("describeAlarms") ? { MetricAlarms: found } : { Version: 2 },
    );
    expect(calls.map(({ arguments: given }) => given)).toEqual([
      { AlarmNames: [alarm], AlarmTypes: ["MetricAlarm"] },
      { Name: parameter, Value: value, Overwrite: true },
    ]);
  });

  it("may write that parameter and no other", () => {
    const { policy } = built.at("aws_iam_role_policy.order-events_back_pressure_machine_role_policy");
    const put = JSON.parse(policy).Statement.filter(({ Action }: Json) => String(Action).startsWith("ssm:"));
    expect(put).toEqual([
      {
        Sid: "TellProducers",
        Effect: "Allow",
        Action: "ssm:PutParameter",
        Resource: "${aws_ssm_parameter.order-events_back_pressure_parameter.arn}",
      },
    ]);
  });

  it("is nothing without being asked for", () => {
    const plain = synthDataStack(blueprintPlan("production"));
    expect(plain.all("aws_ssm_parameter")).toEqual({});
    expect((plain.outputs.stores.get("order-events") as SqsOutputs).backPressure).toBeNull();
  });
});
