import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { SHIPPED_BLUEPRINTS } from "../support/shipped-blueprints";
import { shippedOutput } from "../support/synthesis";

// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON of any resource.
type Block = Record<string, any>;

const CASES = SHIPPED_BLUEPRINTS.flatMap((blueprint) =>
  ["production", "staging"].map((environment) => [blueprint, environment] as const),
);

function resources(blueprint: (typeof SHIPPED_BLUEPRINTS)[number], environment: string, stack: string) {
  const file = join(shippedOutput(blueprint), "stacks", `${blueprint}-${environment}-${stack}`, "cdk.tf.json");
  return JSON.parse(readFileSync(file, "utf8")).resource as Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

describe.each(CASES)("deployments of %s, %s", (blueprint, environment) => {
  const services = parse(readFileSync(join(__dirname, "../../blueprints", `${blueprint}.yaml`), "utf8")).services as {
    readonly name: string;
    readonly slos?: readonly { readonly name: string; readonly sli: string }[];
  }[];
  const prefix = `${blueprint}-${environment}`;
  const compute = resources(blueprint, environment, "services");
  const alarms = Object.values(compute.aws_cloudwatch_metric_alarm ?? {}).map(({ alarm_name: name }) => name as string);
  const watched = new Map<string, readonly string[]>([
    ...Object.values(compute.aws_ecs_service ?? {}).map((service): [string, string[]] => [
      service.name,
      service.alarms.alarm_names,
    ]),
    ...Object.values(resources(blueprint, environment, "delivery").aws_codedeploy_deployment_group ?? {}).map(
      (group): [string, string[]] => [group.deployment_group_name, group.alarm_configuration.alarms],
    ),
  ]);

  it.each(services.map((service) => [service.name, service] as const))(
    "of %s are undone by an alarm of each of its objectives",
    (name, { slos = [] }) => {
      const names = watched.get(`${prefix}-${name}`) ?? [];
      const own = slos.map((slo) => `${prefix}-${name}-deployment-${slo.name}`);
      expect(names.filter((alarm) => own.includes(alarm))).toEqual(own);
      // Beside them what no objective sees, and nothing of another service.
      const others = names.filter((alarm) => !own.includes(alarm));
      const plain = ["errors", "unhealthy", "cpu", "shortfall"].map((what) => `${prefix}-${name}-deployment-${what}`);
      expect(others.filter((alarm) => !plain.includes(alarm))).toEqual([]);
      expect(names.length).toBeGreaterThan(0);
      // CodeDeploy takes ten.
      expect(names.length).toBeLessThanOrEqual(10);
      expect(names.filter((alarm) => !alarms.includes(alarm))).toEqual([]);
    },
  );
});

describe("the alarm that undoes a deployment of checkout", () => {
  const compute = resources("ecommerce-operational-excellence", "production", "services");
  const alarm = compute.aws_cloudwatch_metric_alarm?.checkout_deployment_objective_availability as Block;

  it("looks at five minutes and at a burn rate of 14.4 against 99.95 %", () => {
    // 14.4 × (1 − 0.9995) = 0.0072.
    expect(alarm.threshold).toBeCloseTo(0.0072, 10);
    expect(
      alarm.metric_query.filter((query: Block) => query.metric).map((query: Block) => query.metric.period),
    ).toEqual(Array(6).fill(300));
  });

  it("takes the worse of the two target groups, and no share of fewer than five failures", () => {
    const { expression } = alarm.metric_query.find((query: Block) => query.expression);
    expect(expression).toMatch(/^MAX\(\[IF\(.* >= 5, .*\), IF\(.* >= 5, .*\)\]\)$/);
    const groups = new Set(
      alarm.metric_query.flatMap((query: Block) => (query.metric ? [query.metric.dimensions.TargetGroup] : [])),
    );
    expect(groups.size).toBe(2);
  });
});
