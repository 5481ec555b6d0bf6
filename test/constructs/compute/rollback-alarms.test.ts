import type { Plan } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Block, type SynthesisedServices, synthServices } from "../../support/compute-stack";
import { synthDelivery } from "../../support/delivery-stack";
import { SHIPPED_BLUEPRINTS } from "../../support/shipped-blueprints";
import { shippedPlan } from "../../support/shipped-plan";

const CASES = SHIPPED_BLUEPRINTS.flatMap((name) => ["production", "staging"].map((environment) => [name, environment]));

/** What stands beside the alarms of objectives: for a service behind the load balancer, and for another. */
const ROUTED = ["deployment-unhealthy"];
const WORKER = ["deployment-cpu", "deployment-shortfall"];

function alarm(stack: SynthesisedServices, id: string): Block {
  const found = stack.resources.aws_cloudwatch_metric_alarm?.[id];
  if (found === undefined) throw new Error(`no alarm ${id}`);
  return found;
}

describe.each(CASES)("rollback alarms of %s in %s", (name, environment) => {
  const plan: Plan = shippedPlan(name, environment);
  const stack = synthServices(plan);
  const prefix = `${plan.name}-${plan.environment.name}`;

  it.each(plan.services.map((service) => [service.name, service] as const))("%s: those of its SLOs", (_, service) => {
    const outputs = stack.outputs.services.get(service.name);
    const own = stack.evidence.alarms.filter(({ subject }) => subject.name === service.name);
    // Evidence says whose alarm each is: one for every objective, of its fastest tier.
    const objectives = service.slos.map((slo) => ({ name: slo.name, tier: slo.tiers[0]?.name }));
    const found = own.flatMap(({ slo }) => slo ?? []);
    expect(found).toHaveLength(objectives.length);
    expect(found).toEqual(expect.arrayContaining(objectives));
    const beside = outputs?.targetGroup === null ? WORKER : ROUTED;
    const expected = [...service.slos.map((slo) => `deployment-${slo.name}`), ...beside].map(
      (words) => `${prefix}-${service.name}-${words}`,
    );
    expect([...(outputs?.deploymentAlarmNames ?? [])].sort()).toEqual(expected.sort());
    // ECS is told of them, and CloudWatch has them: in this stack, before the service.
    const made = Object.values(stack.resources.aws_cloudwatch_metric_alarm ?? {}).map(({ alarm_name }) => alarm_name);
    expect(made).toEqual(expect.arrayContaining(expected));
    if (outputs?.compute.runtime !== "ecs-fargate") return;
    const ecs = stack.resources.aws_ecs_service?.[`${service.name}_service`];
    expect(ecs?.alarms).toEqual({ enable: true, rollback: true, alarm_names: outputs.deploymentAlarmNames });
  });

  it("are not more than CodeDeploy takes, nor read more metrics than CloudWatch", () => {
    for (const outputs of stack.outputs.services.values()) {
      expect(outputs.deploymentAlarmNames.length).toBeLessThanOrEqual(10);
    }
    for (const { metric_query } of Object.values(stack.resources.aws_cloudwatch_metric_alarm ?? {})) {
      // PutMetricAlarm: at most 10 metrics in the math of one alarm, and 20 members in all.
      const metrics = (metric_query ?? []).filter(({ metric }: Block) => metric !== undefined);
      expect(metrics.length).toBeLessThanOrEqual(10);
      expect((metric_query ?? []).length).toBeLessThanOrEqual(20);
    }
  });
});

describe("the alarm of an objective", () => {
  it("sees a canary that fails, by its own target group", () => {
    const stack = synthServices(blueprintPlan("production"));
    // 99.95 % leaves 0.0005; the tier of an hour burns it 14.4 times too fast: 0.0072 over its short window of 5 minutes.
    const availability = alarm(stack, "checkout_deployment_objective_availability");
    expect(availability).toMatchObject({
      threshold: expect.closeTo(0.0072, 10),
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 1,
      alarm_actions: [],
      treat_missing_data: "notBreaching",
    });
    const metrics = availability.metric_query.filter(({ metric }: Block) => metric !== undefined);
    expect(new Set(metrics.map(({ metric }: Block) => metric.period))).toEqual(new Set([300]));
    expect(new Set(metrics.map(({ metric }: Block) => metric.dimensions.TargetGroup))).toEqual(
      new Set([
        "${aws_lb_target_group.checkout_route_target_group.arn_suffix}",
        "${aws_lb_target_group.checkout_route_alternate_target_group.arn_suffix}",
      ]),
    );
    const [{ expression }] = availability.metric_query.filter(({ return_data }: Block) => return_data);
    expect(expression).toMatch(/^MAX\(\[IF\(.* >= 5, .*, 0\), IF\(.* >= 5, .*, 0\)\]\)$/);
  });

  it("looks at one group where no second stands beside it", () => {
    const stack = synthServices(blueprintPlan("production"));
    const [{ expression }] = alarm(stack, "storefront_deployment_objective_latency").metric_query.filter(
      ({ return_data }: Block) => return_data,
    );
    expect(expression).not.toContain("MAX");
    // 99 % leaves 0.01, 14.4 times too fast.
    expect(alarm(stack, "storefront_deployment_objective_latency").threshold).toBeCloseTo(0.144, 10);
  });

  it("counts minutes of a queue", () => {
    const stack = synthServices(blueprintPlan("production"));
    // 0.144 of five minutes is less than one: the first minute in which a message is older than 5 minutes.
    expect(alarm(stack, "fulfilment_deployment_objective_freshness")).toMatchObject({
      threshold: 300,
      datapoints_to_alarm: 1,
      evaluation_periods: 5,
    });
  });

  it("fires at the pace at which probes and runs come", () => {
    const every = (interval: string) => {
      const stack = synthServices(
        blueprintPlan("production", (tree) => {
          tree.services[1].slos = [
            {
              name: "probe",
              sli: "canary-availability",
              target: "99%",
              canary: { path: "/checkout", every: interval },
            },
          ];
        }),
      );
      const [{ expression }] = alarm(stack, "checkout_deployment_objective_probe").metric_query.filter(
        ({ return_data }: Block) => return_data,
      );
      return expression;
    };
    // Five probes in the short window of five minutes: two that fail are no accident. One probe: it is all there is.
    expect(every("1m")).toContain(">= 2, ");
    expect(every("5m")).toContain(">= 1, ");
  });

  it("stands in for that of an error rate, which an objective without one keeps", () => {
    const only = (slos: readonly object[]) =>
      synthServices(blueprintPlan("production", (tree) => (tree.services[1].slos = slos)));
    const slow = only([{ name: "latency", sli: "http-latency", threshold: "200ms", target: "99%" }]);
    expect(slow.outputs.services.get("checkout")?.deploymentAlarmNames).toEqual(
      ["deployment-latency", "deployment-errors", "deployment-unhealthy"].map(
        (words) => `ecommerce-operational-excellence-production-checkout-${words}`,
      ),
    );
  });
});

describe("CodeDeploy", () => {
  it("stops on the same alarms", () => {
    const plan = blueprintPlan("production");
    const names = synthServices(plan).outputs.services.get("storefront")?.deploymentAlarmNames;
    expect(names).toEqual(
      ["deployment-availability", "deployment-latency", "deployment-unhealthy"].map(
        (words) => `ecommerce-operational-excellence-production-storefront-${words}`,
      ),
    );
    const { resources } = synthDelivery(plan);
    const [config] = Object.values(resources.aws_codedeploy_deployment_config ?? {});
    expect(config).toMatchObject({
      minimum_healthy_hosts: { type: "FLEET_PERCENT", value: 66 },
      zonal_config: { first_zone_monitor_duration_in_seconds: 900 },
    });
  });
});
