import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

const ALARM = "aws_cloudwatch_metric_alarm";
const COMPOSITE = "aws_cloudwatch_composite_alarm";

/** Objectives replace the plain thresholds; without them the thresholds stand. */
const withoutObjectives = (tree: Record<string, Json>) => {
  for (const service of tree.services) service.slos = [];
};

describe("the blueprint's production alarms", () => {
  let built: Synthesised;
  const alarm = (id: string) => built.observability.one(ALARM, id);
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("alarms on 1 % of errors over both target groups of a blue/green service without an objective", () => {
    const plain = synthObservability("production", withoutObjectives).observability;
    const { metric_query: queries, ...rest } = plain.one(ALARM, "checkout_error_rate");
    expect(rest).toMatchObject({ threshold: 1, comparison_operator: "GreaterThanThreshold", evaluation_periods: 1 });
    expect(queries).toHaveLength(5);
    const requests = "SUM([FILL(requests0,0),FILL(requests1,0)])";
    const errors = "SUM([FILL(errors0,0),FILL(errors1,0)])";
    expect(queries[4].expression).toBe(`IF(${requests} >= 20 AND ${errors} >= 3, 100 * ${errors} / ${requests}, 0)`);
    expect(queries.filter((query: Json) => query.return_data).map((query: Json) => query.id)).toEqual(["result"]);
  });

  it("leaves plain thresholds to services without an objective", () => {
    for (const id of ["checkout_error_rate", "checkout_latency", "storefront_error_rate", "storefront_latency"]) {
      expect(Object.keys(built.observability.all(ALARM))).not.toContain(id);
    }
    const { observability } = synthObservability("production", withoutObjectives);
    const latency = (id: string) => observability.one(ALARM, id).metric_query;
    expect(latency("checkout_latency").flatMap((query: Json) => query.metric?.stat ?? [])).toEqual([
      "Sum",
      "Sum",
      "p99",
      "p99",
    ]);
    expect(latency("storefront_latency")[2].expression).toBe("IF(FILL(requests0,0) >= 100, FILL(latency0,0), 0)");
    expect(observability.all(COMPOSITE)).toEqual({});
  });

  it("learns the traffic's baseline", () => {
    const traffic = alarm("storefront_traffic");
    expect(traffic.comparison_operator).toBe("LessThanLowerOrGreaterThanUpperThreshold");
    expect(traffic.threshold_metric_id).toBe("band");
    expect(traffic.threshold).toBeUndefined();
    expect(traffic.metric_query[1].expression).toBe("ANOMALY_DETECTION_BAND(m, 3)");
    expect(alarm("checkout_traffic").metric_query[3].expression).toBe("ANOMALY_DETECTION_BAND(result, 3)");
  });

  it("warns at 90 % of the scaling limit", () => {
    expect(alarm("checkout_scaling_limit").threshold).toBe(54);
    expect(alarm("storefront_scaling_limit").threshold).toBe(22);
    expect(alarm("fulfilment_scaling_limit").threshold).toBe(27);
  });

  it("warns earlier where the plan lowers the trigger's threshold", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.tickets = { triggers: { capacity_threshold_approaching: { threshold: "75%" } } };
    });
    expect(observability.one(ALARM, "checkout_scaling_limit").threshold).toBe(45);
    expect(observability.one(ALARM, "orders_database_capacity").threshold).toBe(75);
  });

  it("misses tasks below the lowest minimum, silence included", () => {
    expect(alarm("checkout_running_below_minimum")).toMatchObject({ threshold: 3, treat_missing_data: "breaching" });
    expect(alarm("storefront_running_below_minimum").metric_name).toBe("GroupInServiceInstances");
  });

  it("watches the queue by the store's own age", () => {
    expect(alarm("order-events_message_age").threshold).toBe(300);
    expect(alarm("order-events_dead_letters").threshold).toBe(0);
  });

  it("derives the database's connections from its largest capacity", () => {
    expect(alarm("orders_database_connections").threshold).toBe(4000);
  });

  it("watches every node of the cache in one figure", () => {
    expect(alarm("sessions_engine_cpu").metric_query).toHaveLength(4);
    expect(alarm("sessions_engine_cpu").metric_query[3].expression).toBe("MAX([FILL(m0,0),FILL(m1,0),FILL(m2,0)])");
  });

  it("learns how much work stores usually get, and looks on both sides", () => {
    const counted = {
      orders_database_demand: ["CommitThroughput"],
      sessions_cache_demand: ["GetTypeCmds", "GetTypeCmds", "GetTypeCmds"],
      catalog_table_demand: ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"],
      "order-events_queue_demand": ["NumberOfMessagesSent"],
    };
    for (const [id, names] of Object.entries(counted)) {
      const { metric_query: queries, comparison_operator: comparison } = alarm(id);
      expect(comparison).toBe("LessThanLowerOrGreaterThanUpperThreshold");
      expect(queries.flatMap((query: Json) => query.metric?.metric_name ?? [])).toEqual(names);
    }
  });

  it("warns when 90 % of the messages that SQS lets out at once are in flight", () => {
    expect(alarm("order-events_messages_in_flight")).toMatchObject({
      metric_name: "ApproximateNumberOfMessagesNotVisible",
      threshold: 108_000,
      comparison_operator: "GreaterThanOrEqualToThreshold",
    });
  });

  it("hears of refused sign-ins and commands on any node of the cache", () => {
    const refused = { refused_sign_ins: "AuthenticationFailures", refused_commands: "CommandAuthorizationFailures" };
    for (const [id, name] of Object.entries(refused)) {
      const { metric_query: queries, threshold } = alarm(`sessions_${id}`);
      expect(threshold).toBe(0);
      expect(queries.slice(0, 3).map((query: Json) => query.metric.metric_name)).toEqual([name, name, name]);
      expect(queries[3].expression).toBe("SUM([FILL(m0,0),FILL(m1,0),FILL(m2,0)])");
    }
  });

  it("watches the load balancer as a whole", () => {
    expect(alarm("plan_edge_refused_connections")).toMatchObject({
      metric_name: "RejectedConnectionCount",
      statistic: "Sum",
      threshold: 0,
    });
    expect(alarm("plan_edge_load_balancer_slowness").metric_query[0].metric).toMatchObject({
      metric_name: "TargetResponseTime",
      stat: "p99",
    });
    expect(Object.keys(alarm("plan_edge_load_balancer_requests").metric_query[0].metric.dimensions)).toEqual([
      "LoadBalancer",
    ]);
  });

  it("stands in us-east-1 with that region's topics where CloudFront and Route 53 publish", () => {
    for (const id of [
      "cdn_errors",
      "cdn_requests",
      "cdn_refusals",
      "origin_slowness",
      "domain_unhealthy",
      "blocked_requests",
    ]) {
      const { region, alarm_actions: actions } = alarm(`plan_edge_${id}`);
      expect(region).toBe("us-east-1");
      expect(actions[0]).toMatch(/^arn:aws:sns:us-east-1:/);
    }
    expect(alarm("plan_edge_load_balancer_errors").region).toBeUndefined();
  });

  it("notifies one topic, of its own severity, when it fires and when it recovers", () => {
    for (const { severity, address, purpose } of built.evidence.alarms) {
      const [type = "", id = ""] = address.split(".");
      const { alarm_actions: actions, ok_actions: recovered } = built.observability.one(type, id);
      expect(actions).toHaveLength(purpose === "notifies" ? 1 : 0);
      if (purpose === "notifies") expect(actions[0]).toMatch(new RegExp(`:${severity}$`));
      expect(recovered).toEqual(actions);
    }
  });

  it("says in each description whose it is, and where the runbook, the graphs and the ticket are", () => {
    for (const { address, runbook, dashboard, purpose } of built.evidence.alarms) {
      const [type = "", id = ""] = address.split(".");
      const lines: readonly string[] = built.observability.one(type, id).alarm_description.split("\n");
      expect(lines[0]).toMatch(/Severity (critical|high|medium|low)\. Owner platform-team\.$/);
      expect(lines[1]).toBe(`Runbook: runbooks/${runbook}.md`);
      expect(lines[2]).toBe(
        `Dashboard: https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/${dashboard}`,
      );
      expect(lines.length).toBe(purpose === "notifies" ? 4 : 3);
    }
  });

  it("covers the four golden signals of each service behind the load balancer", () => {
    for (const name of ["checkout", "storefront"]) {
      const signals = built.evidence.alarms.filter(({ subject }) => subject.name === name).map(({ signal }) => signal);
      expect([...new Set(signals)].filter((signal) => signal !== null).sort()).toEqual([
        "errors",
        "latency",
        "saturation",
        "traffic",
      ]);
    }
  });

  it("keeps within CloudWatch's limits on periods and metrics", () => {
    for (const { metric_query: queries = [], period, evaluation_periods: periods } of Object.values(
      built.observability.all(ALARM),
    )) {
      expect(queries.length).toBeLessThanOrEqual(10);
      const seconds = period ?? queries.find((query: Json) => query.metric).metric.period;
      expect(seconds).toBeLessThanOrEqual(86_400);
      expect(seconds * periods).toBeLessThanOrEqual(seconds < 3600 ? 86_400 : 604_800);
    }
  });

  it("names alarms so that no subject's words end in another's", () => {
    const prefix = "ecommerce-operational-excellence-production-";
    const words = new Set(
      built.evidence.alarms.map(({ name, subject }) => name.slice(`${prefix}${subject.name}-`.length)),
    );
    for (const word of words) {
      for (const other of words) expect(other.endsWith(`-${word}`)).toBe(false);
    }
  });

  it("counts error lines of each service's log and saves its queries", () => {
    const filters = built.observability.all("aws_cloudwatch_log_metric_filter");
    expect(Object.keys(filters).sort()).toEqual([
      "checkout_error_lines",
      "fulfilment_error_lines",
      "storefront_error_lines",
    ]);
    expect(filters.checkout_error_lines?.log_group_name).toBe(
      "/opsplan/ecommerce-operational-excellence/production/checkout",
    );
    expect(filters.checkout_error_lines?.pattern).toContain('?ERROR ?FATAL ?Exception ?"\\"level\\":\\"error\\""');
    expect(alarm("checkout_log_errors").metric_name).toBe("checkout-error-lines");
    expect(Object.keys(built.observability.all("aws_cloudwatch_query_definition"))).toHaveLength(5);
  });

  it("leaves no alarm without the evidence that documents read", () => {
    const { observability } = built;
    const emitted = [ALARM, COMPOSITE].flatMap((type) => Object.keys(observability.all(type)));
    expect(built.evidence.alarms).toHaveLength(emitted.length);
  });
});

describe("variants of the alarms", () => {
  it("stays within the metrics of one alarm with the most replicas a cache may have", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.dataStores[1].replicas = 5;
    });
    expect(observability.one(ALARM, "sessions_cache_demand").metric_query).toHaveLength(8);
    expect(observability.one(ALARM, "sessions_slow_cache_reads").metric_query).toHaveLength(8);
  });

  it("has no baselines when the plan switches them off", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.observability.anomalyDetection = false;
    });
    expect(observability.text).not.toContain("ANOMALY_DETECTION_BAND");
  });

  it("has no audit alarms without a trail", () => {
    const audits = (built: Synthesised) =>
      Object.keys(built.observability.all(ALARM)).filter((id) => id.startsWith("plan_security_"));
    expect(audits(synthObservability("production")).length).toBeGreaterThan(0);
    const without = synthObservability("production", (tree) => {
      tree.security = { cloudTrail: false };
    });
    expect(audits(without)).toEqual([]);
  });

  it("watches no requests without a public endpoint, but still computes, stores and logs", () => {
    const { observability } = synthObservability("production", (tree) => {
      delete tree.environments.production.domain;
    });
    const ids = Object.keys(observability.all(ALARM));
    expect(ids.filter((id) => id.startsWith("plan_edge"))).toEqual([]);
    expect(ids.filter((id) => id.startsWith("checkout")).sort()).toEqual([
      "checkout_cpu_saturation",
      "checkout_deployment_rollback_rate",
      "checkout_log_errors",
      "checkout_memory_saturation",
      "checkout_pipeline_failure_rate",
      "checkout_recorder_recorder_silent",
      "checkout_running_below_minimum",
      "checkout_scaling_limit",
      "checkout_traffic",
    ]);
    const { metric_query: queries } = observability.one(ALARM, "checkout_traffic");
    expect(queries[0].metric).toMatchObject({
      namespace: "AWS/ECS",
      metric_name: "ProcessedBytes",
      dimensions: expect.objectContaining({ DiscoveryName: "checkout" }),
      stat: "Sum",
    });
    expect(observability.one(ALARM, "storefront_traffic").metric_query[0].metric).toMatchObject({
      namespace: "AWS/EC2",
      metric_name: "NetworkOut",
    });
  });

  it("keeps services and stores apart from the plan's own parts of the same name", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.services[1].name = "edge";
      tree.services[2].name = "security";
    });
    expect(observability.one(ALARM, "edge_unhealthy_targets").alarm_name).toMatch(/-edge-unhealthy-targets$/);
    expect(observability.one(ALARM, "plan_edge_cdn_errors").alarm_name).toMatch(/-edge-cdn-errors$/);
  });

  it("falls back on the plan's latency, then on a second", () => {
    const threshold = (change: (tree: Record<string, Json>) => void) =>
      synthObservability("production", change).observability.one(ALARM, "checkout_latency").threshold;
    const withoutObjective = (tree: Record<string, Json>) => {
      tree.services[1].slos = [];
    };
    expect(threshold(withoutObjective)).toBe(0.3);
    expect(
      threshold((tree) => {
        withoutObjective(tree);
        delete tree.requirements.latency;
      }),
    ).toBe(1);
  });
});
