import type { Plan } from "../../../src/model/plan";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Block, type SynthesisedServices, synthServices } from "../../support/compute-stack";

const PREFIX = "ecommerce-operational-excellence-production";

function resource(stack: SynthesisedServices, type: string, id: string): Block {
  const found = stack.resources[type]?.[id];
  if (found === undefined) throw new Error(`no ${type}.${id}`);
  return found;
}

function statements(
  stack: SynthesisedServices,
): { id: string; Sid: string; Action: string | string[]; Resource: unknown }[] {
  return Object.entries(stack.resources.aws_iam_role_policy ?? {}).flatMap(([id, { policy }]) =>
    JSON.parse(policy).Statement.map((statement: object) => ({ id, ...statement })),
  );
}

describe("the shipped blueprint's services", () => {
  let plan: Plan;
  let stack: SynthesisedServices;
  beforeAll(() => {
    plan = blueprintPlan("production");
    stack = synthServices(plan);
  });

  it("stand behind one private load balancer that CloudFront reaches", () => {
    const balancer = resource(stack, "aws_lb", "load_balancer_alb");
    expect(balancer).toMatchObject({
      internal: true,
      enable_deletion_protection: true,
      drop_invalid_header_fields: true,
      access_logs: { bucket: "logs-111122223333", prefix: "alb", enabled: true },
      connection_logs: { prefix: "alb", enabled: true },
    });
    expect(balancer.name.length).toBeLessThanOrEqual(32);
    expect(Object.keys(stack.resources.aws_lb_listener ?? {}).sort()).toEqual([
      "load_balancer_https_listener",
      "load_balancer_test_listener",
    ]);
    const ingress = Object.entries(stack.resources.aws_vpc_security_group_ingress_rule ?? {});
    expect(ingress.filter(([, rule]) => rule.cidr_ipv4 !== undefined)).toEqual([]);
    expect(resource(stack, "aws_vpc_security_group_ingress_rule", "load_balancer_ingress_cdn").from_port).toBe(443);
  });

  it("shift traffic by canary where the load balancer and ECS allow it", () => {
    const checkout = resource(stack, "aws_ecs_service", "checkout_service");
    expect(checkout.deployment_configuration).toMatchObject({
      strategy: "CANARY",
      bake_time_in_minutes: "15",
      canary_configuration: { canary_percent: 10, canary_bake_time_in_minutes: "15" },
    });
    expect(checkout.deployment_circuit_breaker).toBeUndefined();
    expect(checkout.alarms).toEqual({
      alarm_names: ["availability", "latency", "unhealthy"].map((words) => `${PREFIX}-checkout-deployment-${words}`),
      enable: true,
      rollback: true,
    });
    expect(checkout.load_balancer[0].advanced_configuration.production_listener_rule).toBe(
      "${aws_lb_listener_rule.checkout_route_rule.arn}",
    );
    expect(resource(stack, "aws_lb_listener_rule", "checkout_route_rule").lifecycle).toEqual({
      ignore_changes: ["action"],
    });
    expect(resource(stack, "aws_lb_listener_rule", "storefront_route_rule").lifecycle).toBeUndefined();
  });

  it("roll where they do not", () => {
    const fulfilment = resource(stack, "aws_ecs_service", "fulfilment_service");
    expect(fulfilment).toMatchObject({
      deployment_configuration: { strategy: "ROLLING" },
      deployment_circuit_breaker: { enable: true, rollback: true },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      desired_count: 2,
    });
    expect(fulfilment.load_balancer).toBeUndefined();
    expect(fulfilment.service_connect_configuration.service).toBeUndefined();
    expect(resource(stack, "aws_autoscaling_group", "storefront_group")).toMatchObject({
      min_size: 3,
      max_size: 24,
      health_check_type: "ELB",
      max_instance_lifetime: 1_209_600,
      instance_refresh: { strategy: "Rolling", preferences: { min_healthy_percentage: 90 } },
    });
  });

  it("have alarms that only undo deployments", () => {
    expect(stack.evidence.alarms.every(({ purpose }) => purpose === "deployment")).toBe(true);
  });

  it("scale on what the plan says", () => {
    expect(resource(stack, "aws_appautoscaling_target", "checkout_scaling_target")).toMatchObject({
      min_capacity: 3,
      max_capacity: 60,
      resource_id: `service/${PREFIX}/${PREFIX}-checkout`,
    });
    const policies = stack.resources.aws_appautoscaling_policy ?? {};
    expect(Object.keys(policies).sort()).toEqual([
      "checkout_scaling_predict_cpu",
      "checkout_scaling_track_cpu",
      "checkout_scaling_track_requests",
      "fulfilment_scaling_track_backlog",
      "fulfilment_scaling_track_cpu",
    ]);
    const tracked = "target_tracking_scaling_policy_configuration";
    expect(policies.checkout_scaling_track_requests?.[tracked].target_value).toBe(800);
    expect(policies.checkout_scaling_track_requests?.[tracked].predefined_metric_specification).toBeUndefined();
    expect(policies.fulfilment_scaling_track_backlog?.[tracked].target_value).toBe(100);
    expect(
      resource(stack, "aws_appautoscaling_scheduled_action", "checkout_scaling_schedule_weekday-morning"),
    ).toMatchObject({
      schedule: "cron(0 7 ? * MON-FRI *)",
      timezone: "Europe/Dublin",
      scalable_target_action: { min_capacity: "6", max_capacity: "60" },
    });
    expect(resource(stack, "aws_autoscaling_schedule", "storefront_scaling_schedule_weekday-night")).toMatchObject({
      recurrence: "0 23 * * 1-5",
      time_zone: "Europe/Dublin",
      min_size: 3,
      max_size: 24,
      desired_capacity: -1,
    });
    const label = resource(stack, "aws_autoscaling_policy", "storefront_scaling_track_requests")
      .target_tracking_configuration.predefined_metric_specification.resource_label;
    expect(label).toBe(
      "${aws_lb.load_balancer_alb.arn_suffix}/${aws_lb_target_group.storefront_route_target_group.arn_suffix}",
    );
  });

  it("leave what scaling, schedules and pipelines set", () => {
    expect(resource(stack, "aws_ecs_service", "checkout_service").lifecycle.ignore_changes).toEqual([
      "desired_count",
      "task_definition",
    ]);
    expect(resource(stack, "aws_autoscaling_group", "storefront_group").lifecycle.ignore_changes).toContain(
      "desired_capacity",
    );
    expect(resource(stack, "aws_appautoscaling_target", "fulfilment_scaling_target").lifecycle).toBeUndefined();
  });

  it("have no rights on everything but where AWS defines no resource", () => {
    const open = statements(stack).filter(({ Resource }) => [Resource].flat().includes("*"));
    expect([...new Set(open.map(({ Sid }) => Sid))].sort()).toEqual([
      "AttachToNetwork",
      "FindSessionLogGroup",
      "OpenSessionChannels",
      "SignInToRegistry",
    ]);
    expect(statements(stack).filter(({ Action }) => [Action].flat().some((action) => action.includes("*")))).toEqual(
      [],
    );
  });

  it("reach only the stores they use", () => {
    const own = (id: string) =>
      statements(stack)
        .filter((statement) => statement.id === id)
        .map(({ Sid }) => Sid);
    expect(own("fulfilment_task_policy").slice(0, 3)).toEqual([
      "ConnectOrders",
      "MessagesOrderEvents",
      "UseDataKeyThroughStores",
    ]);
    expect(own("storefront_instance_policy")).toEqual(expect.arrayContaining(["ConnectSessions", "ItemsCatalog"]));
    const orders = statements(stack).find(({ id, Sid }) => id === "checkout_task_policy" && Sid === "ConnectOrders");
    expect(orders?.Resource).toBe("arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-ABCDEFGHIJKL/checkout");
    const paths = Object.keys(stack.resources.aws_vpc_security_group_ingress_rule ?? {});
    expect(paths.filter((path) => path.endsWith("_orders"))).toEqual([
      "checkout_network_ingress_checkout_orders",
      "fulfilment_network_ingress_fulfilment_orders",
    ]);
  });

  it("find their stores in their environment", () => {
    const [container] = JSON.parse(
      resource(stack, "aws_ecs_task_definition", "checkout_task_definition").container_definitions,
    );
    const environment = Object.fromEntries(container.environment.map(({ name, value }: Block) => [name, value]));
    expect(environment).toMatchObject({
      ORDERS_HOST: "orders.cluster-x.rds.amazonaws.com",
      ORDERS_READER_HOST: "orders.cluster-ro-x.rds.amazonaws.com",
      ORDERS_PORT: "5432",
      ORDERS_DATABASE: "orders",
      ORDERS_USER: "checkout",
      SESSIONS_USER: "sessions-app",
      SESSIONS_TLS: "true",
      ORDER_EVENTS_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/order-events",
    });
    expect(container).toMatchObject({ privileged: false, linuxParameters: { initProcessEnabled: true } });
    expect(container.logConfiguration.options.mode).toBe("non-blocking");
  });

  it("run on instances that are encrypted, monitored and take session tokens only", () => {
    const template = resource(stack, "aws_launch_template", "storefront_launch_template");
    expect(template).toMatchObject({
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 2 },
      monitoring: { enabled: true },
      block_device_mappings: [{ ebs: { encrypted: "true", volume_type: "gp3" } }],
    });
    const tags = resource(stack, "aws_autoscaling_group", "storefront_group").tag;
    expect(tags).toContainEqual({ key: "service", value: "storefront", propagate_at_launch: true });
    expect(tags).toContainEqual({ key: "plan", value: "ecommerce-operational-excellence", propagate_at_launch: true });
    expect(stack.text).toContain("al2023-ami-kernel-default-arm64");
  });

  it("encrypt and keep their logs", () => {
    const groups = Object.values(stack.resources.aws_cloudwatch_log_group ?? {});
    expect(groups).toHaveLength(5);
    for (const group of groups) {
      expect(group.retention_in_days).toBe(90);
      expect(group.kms_key_id).toContain("key/10");
    }
  });

  it("claim what they provide", () => {
    const provided = new Set(stack.evidence.resources.flatMap(({ capabilities }) => capabilities));
    for (const capability of [
      "auto-scaling",
      "compute",
      "deployment-alarm",
      "deployment-hook",
      "deployment-rollback",
      "load-balancing",
      "log-retention",
      "predictive-scaling",
      "scheduled-scaling",
    ] as const) {
      expect(provided).toContain(capability);
    }
    const roles = stack.evidence.resources.flatMap(({ role }) => (role === null ? [] : [role]));
    expect(new Set(roles)).toEqual(
      new Set([
        "auto-scaling-group",
        "ecs-cluster",
        "ecs-service",
        "load-balancer",
        "log-group",
        "scaling-target",
        "target-group",
        "validation-function",
      ]),
    );
  });
});

describe("other plans", () => {
  it("without a CDN take HTTPS from anywhere and redirect HTTP", () => {
    const stack = synthServices(blueprintPlan("production", (tree) => (tree.edge.cdn = false)));
    expect(resource(stack, "aws_lb", "load_balancer_alb").internal).toBe(false);
    expect(
      resource(stack, "aws_lb_listener", "load_balancer_http_listener").default_action[0].redirect.status_code,
    ).toBe("HTTP_301");
    expect(resource(stack, "aws_vpc_security_group_ingress_rule", "load_balancer_ingress_https").cidr_ipv4).toBe(
      "0.0.0.0/0",
    );
  });

  it("without a domain are reached by each other only", () => {
    const stack = synthServices(blueprintPlan("production", (tree) => delete tree.environments.production.domain));
    expect(stack.outputs.loadBalancer).toBeNull();
    expect(stack.resources.aws_lb_target_group).toBeUndefined();
    const { service } = resource(stack, "aws_ecs_service", "checkout_service").service_connect_configuration;
    expect(service).toEqual([
      { port_name: "checkout", discovery_name: "checkout", client_alias: { dns_name: "checkout", port: 8080 } },
    ]);
  });

  it("without a pipeline let Terraform deploy", () => {
    const stack = synthServices(blueprintPlan("production", (tree) => delete tree.delivery.source));
    expect(resource(stack, "aws_ecs_service", "checkout_service").lifecycle.ignore_changes).toEqual(["desired_count"]);
    expect(stack.text).not.toContain("codedeploy");
  });

  it("without services are empty", () => {
    const stack = synthServices({ ...blueprintPlan("production"), services: [] });
    expect(stack.resources).toEqual({});
  });

  it("keep hostile text text", () => {
    const value = 'a\'${file("/etc/passwd")}\n%{if}$(id)`id`';
    const stack = synthServices(
      blueprintPlan("production", (tree) => {
        for (const service of tree.services) service.environment = { HOSTILE: value };
      }),
    );
    expect(stack.text).not.toMatch(/(^|[^$])\$\{file/);
    expect(stack.text).not.toMatch(/(^|[^%])%\{if/);
    const script = JSON.parse(stack.text).locals.storefront_run_script;
    expect(script).toContain(`--env 'HOSTILE=a'\\''$\${file("/etc/passwd")}\n%%{if}$(id)\`id\`'`);
  });
});
