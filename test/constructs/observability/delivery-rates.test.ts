import { deliveryMetrics } from "../../../src/constructs/delivery/delivery-events/delivery-metrics";
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
  const { pipelineFailed, pipelineSucceeded } = deliveryMetrics(built.plan, {
    name: "checkout",
    runtime: "ecs-fargate",
  });
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
