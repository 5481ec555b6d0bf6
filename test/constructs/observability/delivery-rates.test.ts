import { deliveryMetrics } from "../../../src/constructs/delivery/delivery-events/delivery-metrics";
import { changeMetrics } from "../../../src/constructs/delivery/deployment-metrics/change-metrics";
import { metricDataApi } from "../../support/cloudwatch/metric-data-api";
import { MetricStore } from "../../support/cloudwatch/metric-store";
import { type Json, synthObservability } from "../../support/observability-synth";
import { execute } from "../../support/state-machine/execute";

const EPOCH = "2027-01-04T00:00:00.000Z";
const NAMESPACE = "opsplan/ecommerce-operational-excellence/production";
const DAY = 1440;

const built = synthObservability("production");

/** What the recorder publishes after runs that ended as given, one an hour over the last two days. */
async function recordedRate(failed: number, succeeded: number, age = 0): Promise<number | undefined> {
  const store = new MetricStore();
  const { pipelineFailed, pipelineSucceeded } = deliveryMetrics(built.plan, { name: "checkout" });
  for (let run = 0; run < failed; run++) store.put(pipelineFailed, -60 * (run + 1) - age, 1);
  for (let run = 0; run < succeeded; run++) store.put(pipelineSucceeded, -60 * (run + 1), 1);
  const definition: Json = JSON.parse(
    built.observability.one("aws_sfn_state_machine", "checkout_recorder_machine").definition,
  );
  const handler = metricDataApi(store, Date.parse(EPOCH), () => 0);
  const { status } = await execute(definition, { input: {}, startTime: EPOCH, handler });
  expect(status).toBe("SUCCEEDED");
  const metric = { namespace: NAMESPACE, name: "pipeline-failure-rate", dimensions: { Service: "checkout" } };
  return store.statistic(metric, { kind: "Maximum" }, 0, 1);
}

describe("rates of failed deliveries", () => {
  it("are shares of the last seven days, in percent", async () => {
    expect(await recordedRate(2, 18)).toBe(10);
    expect(await recordedRate(0, 5)).toBe(0);
    expect(await recordedRate(0, 0)).toBe(0);
  });

  it("leave a single failure out, and what is older than a week", async () => {
    expect(await recordedRate(1, 3)).toBe(0);
    expect(await recordedRate(3, 3, 8 * DAY)).toBe(0);
  });

  it("alarm above the specification's 5 % and 10 %, with its priorities, and open its tickets", () => {
    const alarm = (name: string) => built.observability.one("aws_cloudwatch_metric_alarm", `checkout_${name}`);
    expect(alarm("pipeline_failure_rate")).toMatchObject({ threshold: 5, comparison_operator: "GreaterThanThreshold" });
    expect(alarm("deployment_rollback_rate")).toMatchObject({ threshold: 10 });
    const tickets = built.evidence.alarms.filter(({ name }) => name.includes("checkout") && name.endsWith("-rate"));
    expect(tickets.map(({ severity, ticket }) => [severity, ticket])).toEqual([
      ["critical", "deployment_rollback_over_10_percent"],
      ["high", "pipeline_failure_rate_over_5_percent"],
    ]);
  });

  it("follow the plan's thresholds and priorities, and go with their triggers", () => {
    const { observability } = synthObservability("production", (tree) => {
      tree.tickets = {
        triggers: {
          pipeline_failure_rate_over_5_percent: { threshold: "15%", priority: "low" },
          deployment_rollback_over_10_percent: { enabled: false },
        },
      };
    });
    const alarms = observability.all("aws_cloudwatch_metric_alarm");
    expect(alarms.checkout_pipeline_failure_rate).toMatchObject({ threshold: 15, tags: { severity: "low" } });
    expect(Object.keys(alarms)).not.toContain("checkout_deployment_rollback_rate");
  });
});

describe("the rate of rollbacks", () => {
  it("is made from changes that were followed to their end", async () => {
    const store = new MetricStore();
    const { deployed, failed } = changeMetrics(built.plan, "checkout");
    for (let change = 0; change < 6; change++) store.put(deployed, -60 * (change + 1), 1);
    for (let change = 0; change < 2; change++) store.put(failed, -60 * (change + 10), 1);
    const definition: Json = JSON.parse(
      built.observability.one("aws_sfn_state_machine", "checkout_recorder_machine").definition,
    );
    const handler = metricDataApi(store, Date.parse(EPOCH), () => 0);
    await execute(definition, { input: {}, startTime: EPOCH, handler });
    const metric = { namespace: NAMESPACE, name: "deployment-rollback-rate", dimensions: { Service: "checkout" } };
    expect(store.statistic(metric, { kind: "Maximum" }, 0, 1)).toBe(25);
  });
});

describe("the page of the four keys", () => {
  const dashboard = built.observability.one("aws_cloudwatch_dashboard", "plan_delivery_dashboard");
  const { widgets }: Json = JSON.parse(dashboard.dashboard_body);

  it("is named after the plan, and tells what each key means", () => {
    expect(dashboard.dashboard_name).toBe("ecommerce-operational-excellence-production_delivery");
    const text = widgets.map((widget: Json) => widget.properties.markdown ?? "").join("\n");
    for (const key of ["deployment frequency", "lead time", "change failure rate", "time to restore"]) {
      expect(text).toContain(`| ${key} | `);
    }
  });

  it("draws the plan's keys by the day, and those of every service", () => {
    const graphs = widgets.filter(({ type }: Json) => type === "metric");
    expect(graphs).toHaveLength(8);
    for (const { properties } of graphs) expect(properties.period).toBe(86_400);
    const [changes, rate] = graphs.map(({ properties }: Json) => properties.metrics);
    expect(changes.map(([namespace, name]: string[]) => [namespace, name])).toEqual([
      [NAMESPACE, "changes-deployed"],
      [NAMESPACE, "changes-failed"],
    ]);
    const { expression } = rate.at(-1)[0];
    expect(expression).toBe(
      "IF(FILL(s0bad0,0)+FILL(s0good0,0)>0, 100*FILL(s0bad0,0)/(FILL(s0bad0,0)+FILL(s0good0,0)))",
    );
    expect(graphs.at(-1).properties.metrics[0][0].expression).toBe(
      `SEARCH('{"${NAMESPACE}","Service"} MetricName="time-to-restore"', 'p50', 86400)`,
    );
  });

  it("is missing, with its alarm, in a plan without pipelines", () => {
    const { observability } = synthObservability("production", (tree) => {
      delete tree.delivery.source;
    });
    expect(Object.keys(observability.all("aws_cloudwatch_dashboard"))).not.toContain("plan_delivery_dashboard");
    expect(Object.keys(observability.all("aws_cloudwatch_metric_alarm")).join()).not.toContain("plan_delivery");
  });

  it("goes with an alarm on changes that could not be measured", () => {
    const alarm = built.observability.one("aws_cloudwatch_metric_alarm", "plan_delivery_changes_unmeasured");
    expect(JSON.stringify(alarm.metric_query)).toContain(
      "stateMachine:ecommerce-operational-excellence-production-changes",
    );
  });
});
