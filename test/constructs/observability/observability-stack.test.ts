import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";

const ALARM = "aws_cloudwatch_metric_alarm";

describe("the blueprint's production alarms", () => {
  let built: Synthesised;
  const alarm = (id: string) => built.observability.one(ALARM, id);
  beforeAll(() => {
    built = synthObservability("production");
  });

  it("alarms on 1 % of errors over both target groups of a blue/green service", () => {
    const { metric_query: queries, ...rest } = alarm("checkout_error_rate");
    expect(rest).toMatchObject({ threshold: 1, comparison_operator: "GreaterThanThreshold", evaluation_periods: 1 });
    expect(queries).toHaveLength(5);
    const requests = "SUM([FILL(requests0,0),FILL(requests1,0)])";
    const errors = "SUM([FILL(errors0,0),FILL(errors1,0)])";
    expect(queries[4].expression).toBe(`IF(${requests} >= 20 AND ${errors} >= 3, 100 * ${errors} / ${requests}, 0)`);
    expect(queries.filter((query: Json) => query.return_data).map((query: Json) => query.id)).toEqual(["result"]);
  });

  it("takes the latency threshold from the service's objective", () => {
    expect(alarm("checkout_latency").threshold).toBe(0.2);
    expect(alarm("storefront_latency").threshold).toBe(0.3);
    const stats = alarm("checkout_latency").metric_query.flatMap((query: Json) => query.metric?.stat ?? []);
    expect(stats).toEqual(["Sum", "Sum", "p99", "p99"]);
    expect(alarm("storefront_latency").metric_query[2].expression).toBe(
      "IF(FILL(requests0,0) >= 100, FILL(latency0,0), 0)",
    );
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

  it("watches the queue by the worker's objective and by the store's own age", () => {
    expect(alarm("fulfilment_queue_age_freshness").threshold).toBe(300);
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

  it("stands in us-east-1 with that region's topics where CloudFront and Route 53 publish", () => {
    for (const id of ["cdn_errors", "cdn_refusals", "origin_slowness", "domain_unhealthy", "blocked_requests"]) {
      const { region, alarm_actions: actions } = alarm(`plan_edge_${id}`);
      expect(region).toBe("us-east-1");
      expect(actions[0]).toMatch(/^arn:aws:sns:us-east-1:/);
    }
    expect(alarm("plan_edge_load_balancer_errors").region).toBeUndefined();
  });

  it("notifies one topic, of its own severity, when it fires and when it recovers", () => {
    for (const { severity, address } of built.evidence.alarms) {
      const {
        alarm_actions: actions,
        ok_actions: recovered,
        alarm_description: text,
      } = alarm(address.split(".")[1] ?? "");
      expect(actions).toHaveLength(1);
      expect(actions[0]).toMatch(new RegExp(`:${severity}$`));
      expect(recovered).toEqual(actions);
      expect(text).toMatch(/\nRunbook: runbooks\/[a-z-]+\.md\n/);
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
      expect(seconds * periods).toBeLessThanOrEqual(86_400);
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
    expect(built.evidence.alarms).toHaveLength(Object.keys(built.observability.all(ALARM)).length);
  });
});

describe("variants of the alarms", () => {
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
      "checkout_log_errors",
      "checkout_memory_saturation",
      "checkout_running_below_minimum",
      "checkout_scaling_limit",
    ]);
  });

  it("keeps services and stores apart from the plan's own parts of the same name", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.services[1].name = "edge";
      tree.services[2].name = "security";
    });
    expect(observability.one(ALARM, "edge_error_rate").alarm_name).toMatch(/-edge-error-rate$/);
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
