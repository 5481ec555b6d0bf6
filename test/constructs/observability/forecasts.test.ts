import { forecastDefinition } from "../../../src/constructs/observability/forecast/forecast-definition";
import { planForecasts } from "../../../src/constructs/observability/forecast/plan-forecasts";
import { serviceContext } from "../../../src/constructs/observability/service-context";
import type { Plan } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Json, type Synthesised, synthObservability } from "../../support/observability-synth";
import { dataInputs, servicesInputs } from "../../support/stack-inputs";

const ALARM = "aws_cloudwatch_metric_alarm";
const MACHINE = "aws_sfn_state_machine";
const CAPACITY = { currentPeakUsers: 1000, growth: "2x" };

function forecastsOf(plan: Plan) {
  const { services, loadBalancer } = servicesInputs(plan);
  const stores = dataInputs(plan).stores;
  const contexts = plan.services.flatMap((service) => {
    const outputs = services.get(service.name);
    return outputs === undefined
      ? []
      : [serviceContext(plan, service, { outputs, loadBalancer, stores, distributionId: null })];
  });
  return planForecasts(plan, contexts, stores);
}

const limits = (plan: Plan) =>
  forecastsOf(plan).map(({ subject, resource, limit, limitKey }) => [subject.name, resource, limit, limitKey]);

describe("what is forecast", () => {
  it("is what can run out, each against what bounds it", () => {
    expect(limits(blueprintPlan("production"))).toEqual([
      ["storefront", "scaling", 24, "services.storefront.scaling.max"],
      ["checkout", "scaling", 60, "services.checkout.scaling.max"],
      ["fulfilment", "scaling", 30, "services.fulfilment.scaling.max"],
      // 128 × 2⁴⁰.
      ["orders", "storage", 140_737_488_355_328, null],
      // 32 units take 5,000, and more units take no more.
      ["orders", "connections", 5000, "dataStores.orders.pooler"],
      // 2³¹ − 3,000,000.
      ["orders", "transactions", 2_144_483_648, null],
      ["sessions", "memory", 100, "dataStores.sessions.nodeType"],
      // 40,000 a second × 3,600.
      ["catalog", "reads", 144_000_000, null],
      ["catalog", "writes", 144_000_000, null],
      // Percent of what the account has: what the capacity target needs and AWS publishes the use of.
      ["capacity", "fargate-vcpus", 100, null],
      ["capacity", "ec2-standard-vcpus", 100, null],
      ["capacity", "targets-per-load-balancer", 100, null],
      ["capacity", "targets-per-target-group", 100, null],
    ]);
  });

  it.each([
    // 211.4 × 8 − 22.5 = 1,668.7.
    [{ min: 1, max: 8 }, 1668, "capacity.max"],
    // From half a unit no instance takes more than 2,000.
    [{ min: 0.5, max: 32 }, 2000, "capacity.min"],
    [{ min: 2, max: 64 }, 5000, "pooler"],
  ])("names the key that lets a database of %j take more connections", (capacity, most, key) => {
    const plan = blueprintPlan("production", (tree) => {
      tree.dataStores[0].capacity = capacity;
    });
    expect(limits(plan)).toContainEqual(["orders", "connections", most, `dataStores.orders.${key}`]);
  });

  it("is bounded by what the plan allows a table, and by the quota that the account has", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.dataStores[2].throughput = { maxReads: 500 };
      tree.requirements.capacity = { ...CAPACITY, grantedQuotas: { "L-AB614373": 60_000 } };
    });
    expect(limits(plan)).toContainEqual(["catalog", "reads", 1_800_000, "dataStores.catalog.throughput.maxReads"]);
    expect(limits(plan)).toContainEqual(["catalog", "writes", 216_000_000, null]);
  });

  it("leaves out services of fixed size, and all where the plan switches it off", () => {
    const fixed = blueprintPlan("production", (tree) => {
      tree.services[2].scaling = { min: 3, max: 3 };
    });
    expect(limits(fixed).filter(([name]) => name === "fulfilment")).toEqual([]);
    const off = synthObservability("production", (tree) => {
      tree.observability.forecasts = false;
    });
    expect(Object.keys(off.observability.all(MACHINE)).filter((id) => id.startsWith("plan_capacity"))).toEqual([]);
    expect(off.observability.text).not.toContain("days-to-limit");
  });
});

describe("the recorder and the alarms of forecasts", () => {
  let built: Synthesised;
  beforeAll(() => {
    built = synthObservability("production", (tree) => {
      tree.requirements.capacity = CAPACITY;
    });
  });

  it("are one machine that runs four times a day, and one alarm for each", () => {
    const { observability, plan, evidence } = built;
    expect(observability.one("aws_scheduler_schedule", "plan_capacity_recorder_schedule").schedule_expression).toBe(
      "rate(6 hours)",
    );
    expect(observability.one(MACHINE, "plan_capacity_recorder_machine").type).toBe("EXPRESS");
    const alarms = evidence.alarms.filter(({ runbook }) => runbook === "capacity-forecast");
    expect(alarms).toHaveLength(forecastsOf(plan).length);
    for (const { severity, ticket, signal, purpose } of alarms) {
      expect([severity, ticket, signal, purpose]).toEqual(["low", "capacity_threshold_approaching", null, "notifies"]);
    }
  });

  it("compare the days of one subject and resource with the horizon, and keep their state between runs", () => {
    expect(built.observability.one(ALARM, "plan_capacity_of_checkout_scaling_forecast")).toMatchObject({
      namespace: "opsplan/ecommerce-operational-excellence/production",
      metric_name: "days-to-limit",
      dimensions: { Subject: "checkout", Resource: "scaling" },
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 14,
      period: 21_600,
      treat_missing_data: "ignore",
    });
  });

  it("read quotas as a share of what the account has now", () => {
    const { States } = JSON.parse(built.observability.one(MACHINE, "plan_capacity_recorder_machine").definition);
    const branch = States.Record.Branches.find(({ StartAt }: Json) => StartAt === "Read capacity of the plan");
    const queries: Json[] = branch.States["Read capacity of the plan"].Arguments.MetricDataQueries;
    expect(queries.filter(({ ReturnData }) => ReturnData).map(({ Expression }) => Expression)).toContain(
      "fargate_vcpus_used / SERVICE_QUOTA(fargate_vcpus_used) * 100",
    );
  });

  it("tell when nothing was forecast for a day", () => {
    const silent = built.observability.one(ALARM, "plan_capacity_recorder_forecasts_silent");
    expect(silent.metric_query.map(({ expression, metric }: Json) => expression ?? metric.period)).toEqual([
      86_400,
      "FILL(runs,0)",
    ]);
  });

  it("let the recorder publish in the plan's namespace alone", () => {
    const [policy] = Object.entries(built.observability.all("aws_iam_role_policy"))
      .filter(([id]) => id.startsWith("plan_capacity_recorder_role"))
      .map(([, body]) => JSON.parse(body.policy));
    expect(policy.Statement.find(({ Sid }: Json) => Sid === "PublishMetrics").Condition).toEqual({
      StringEquals: { "cloudwatch:namespace": "opsplan/ecommerce-operational-excellence/production" },
    });
  });
});

describe("forecasts of sixty services and sixty stores", () => {
  const plan = blueprintPlan("production", (tree) => {
    const engines = ["aurora-postgresql", "redis", "dynamodb"];
    tree.dataStores = Array.from({ length: 60 }, (_, one) => ({
      name: `store-with-a-long-name-${one}`,
      engine: engines[one % 3],
    }));
    tree.services = Array.from({ length: 60 }, (_, one) => ({
      name: `service-with-a-long-name-${one}`,
      image: "public.ecr.aws/nginx/nginx:1.27",
      uses: [],
    }));
    delete tree.delivery;
    delete tree.resilience;
    delete tree.requirements.capacity;
  });
  const forecasts = forecastsOf(plan);
  const definition: Json = forecastDefinition(plan, forecasts);

  it("fit into one machine of at most 1 MB", () => {
    // 60 services, 20 databases with three each, 20 caches, 20 tables with two each.
    expect(forecasts).toHaveLength(60 + 60 + 20 + 40);
    expect(Buffer.byteLength(JSON.stringify(definition))).toBeLessThan(1_048_576);
  });

  it("read so little at once that no answer passes the 256 KiB of Step Functions", () => {
    for (const branch of definition.States.Record.Branches) {
      const { MetricDataQueries, StartTime } = branch.States[branch.StartAt].Arguments;
      const returned = MetricDataQueries.filter(({ ReturnData }: Json) => ReturnData).length;
      const hourly = StartTime.includes("/ 3600000");
      // A time of 22 characters in quotes and a number of 18, with their commas.
      const bytes = returned * 21 * (hourly ? 24 : 1) * (25 + 19);
      expect(bytes).toBeLessThan(256 * 1024);
      expect(MetricDataQueries.length).toBeLessThanOrEqual(500);
    }
  });
});

describe("alarms on quotas", () => {
  const quotaAlarms = (change: Json) => {
    const { observability } = synthObservability("production", (tree) => {
      if (change === null) delete tree.requirements.capacity;
      else tree.requirements.capacity = { ...CAPACITY, ...change };
    });
    return Object.entries(observability.all(ALARM)).filter(([id]) => id.endsWith("_quota"));
  };

  it("are those of what the plan runs on, at 80 % of what the account has", () => {
    const alarms = quotaAlarms({});
    expect(alarms.map(([id]) => id).sort()).toEqual([
      "plan_capacity_ec2_standard_vcpus_quota",
      "plan_capacity_fargate_vcpus_quota",
      "plan_capacity_targets_per_load_balancer_quota",
      "plan_capacity_targets_per_target_group_quota",
    ]);
    const [, fargate] = alarms.find(([id]) => id === "plan_capacity_fargate_vcpus_quota") ?? [];
    expect(fargate).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 80,
      metric_query: [
        {
          id: "used",
          metric: {
            namespace: "AWS/Usage",
            metric_name: "ResourceCount",
            dimensions: { Service: "Fargate", Type: "Resource", Resource: "vCPU", Class: "Standard/OnDemand" },
            stat: "Maximum",
          },
        },
        { id: "result", expression: "used / SERVICE_QUOTA(used) * 100", return_data: true },
      ],
    });
  });

  it("are none where the plan names no users to carry", () => {
    expect(quotaAlarms(null)).toEqual([]);
  });
});

describe("the dashboard of what runs out", () => {
  it("shows days, room and quotas, with their limits", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.requirements.capacity = CAPACITY;
    });
    const { dashboard_name, dashboard_body } = observability.one("aws_cloudwatch_dashboard", "plan_capacity_dashboard");
    expect(dashboard_name).toBe("ecommerce-operational-excellence-production_capacity");
    const { widgets } = JSON.parse(dashboard_body);
    const graphs = widgets.filter(({ type }: Json) => type === "metric").map(({ properties }: Json) => properties);
    expect(graphs.map(({ title }: Json) => title)).toEqual([
      // Nine of services and stores, four of quotas.
      "days left, 1 of 2",
      "days left, 2 of 2",
      "running in % of the maximum",
      "used in %",
      "quotas in % used",
    ]);
    expect(graphs.map(({ annotations }: Json) => annotations?.horizontal[0].value)).toEqual([
      14,
      14,
      90,
      undefined,
      80,
    ]);
    const expressions = graphs.flatMap(({ metrics }: Json) =>
      metrics.flatMap((row: Json) => row.at(-1).expression ?? []),
    );
    expect(expressions).toContain("100 * (s1m) / 60");
  });
});
