import type { ServiceDeployment } from "../../../src/model/deployment";
import { blueprintPlan } from "../../support/blueprint-plan";
import { type Block, type SynthesisedServices, synthServices } from "../../support/compute-stack";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;
type Delivery = Record<string, unknown>;

const MINUTES = 60;

/** The e-commerce blueprint with another delivery, of the whole plan and of checkout alone. */
function changed(delivery: Delivery, checkout: Delivery = {}): Change {
  return (tree) => {
    tree.delivery = { source: tree.delivery.source, ...delivery };
    for (const service of tree.services) {
      delete service.delivery;
      if (service.name === "checkout") service.delivery = checkout;
    }
  };
}

function deployments(change: Change, environment = "production"): Readonly<Record<string, ServiceDeployment>> {
  const { services } = blueprintPlan(environment, change);
  return Object.fromEntries(services.map(({ name, deployment }) => [name, deployment]));
}

function reasons(change: Change, environment = "production"): readonly string[] {
  const { decisions } = blueprintPlan(environment, change);
  return decisions
    .filter(({ path }) => path.endsWith(".delivery.strategy"))
    .map(({ path, value, reason }) => `${path} = ${value}: ${reason}`);
}

function checkout(stack: SynthesisedServices): Block {
  const service = stack.resources.aws_ecs_service?.checkout_service;
  if (service === undefined) throw new Error("no checkout");
  return service;
}

function configured(delivery: Delivery, own: Delivery = {}): Block {
  const { lifecycle_hook, ...configuration } = checkout(
    synthServices(blueprintPlan("production", changed(delivery, own))),
  ).deployment_configuration;
  return { ...configuration, validated: lifecycle_hook !== undefined };
}

describe("a strategy on ECS", () => {
  it("moves everything at once after the validation: blue-green", () => {
    expect(configured({ strategy: "blue-green", bake: "20m" })).toEqual({
      strategy: "BLUE_GREEN",
      bake_time_in_minutes: "20",
      validated: true,
    });
  });

  it("moves one share first: canary", () => {
    expect(configured({ strategy: "canary", canary: { steps: ["0.5%"], bake: "7m" }, bake: "12m" })).toEqual({
      strategy: "CANARY",
      bake_time_in_minutes: "12",
      canary_configuration: { canary_percent: 0.5, canary_bake_time_in_minutes: "7" },
      validated: false,
    });
  });

  it("keeps the old version as long as the canary where nothing else is said", () => {
    expect(configured({ strategy: "canary", canary: { steps: ["10%"], bake: "7m" } }).bake_time_in_minutes).toBe("7");
  });

  it("moves equal steps: linear", () => {
    expect(configured({ strategy: "linear", linear: { step: "20%", bake: "6m" }, bake: "10m" })).toEqual({
      strategy: "LINEAR",
      bake_time_in_minutes: "10",
      linear_configuration: { step_percent: 20, step_bake_time_in_minutes: "6" },
      validated: false,
    });
  });

  it("moves shares of a canary that are equal steps as linear does", () => {
    const tenths = Array.from({ length: 9 }, (_, index) => `${(index + 1) * 10}%`);
    const canary = { steps: tenths, bake: "5m" };
    expect(configured({ strategy: "blue-green-canary", canary })).toEqual({
      strategy: "LINEAR",
      bake_time_in_minutes: "5",
      linear_configuration: { step_percent: 10, step_bake_time_in_minutes: "5" },
      validated: true,
    });
    // 10 % and 20 % leave 80 %, which is no equal step.
    const uneven = { steps: ["10%", "20%"], bake: "5m" };
    expect(configured({ strategy: "canary", canary: uneven })).toMatchObject({ strategy: "CANARY" });
  });

  it("validates, moves a share, then the rest: blue-green-canary", () => {
    const stack = synthServices(blueprintPlan("production"));
    const { deployment_configuration, load_balancer } = checkout(stack);
    expect(deployment_configuration).toMatchObject({
      strategy: "CANARY",
      bake_time_in_minutes: "15",
      canary_configuration: { canary_percent: 10, canary_bake_time_in_minutes: "15" },
    });
    expect(load_balancer[0].advanced_configuration.test_listener_rule).toBe(
      "${aws_lb_listener_rule.checkout_route_test_rule.arn}",
    );
    expect(deployment_configuration.lifecycle_hook).toEqual([
      {
        hook_target_arn: "${aws_lambda_function.deployment_validation_function.arn}",
        role_arn: "${aws_iam_role.deployment_validation_invoker_role.arn}",
        lifecycle_stages: ["POST_TEST_TRAFFIC_SHIFT"],
        hook_details: expect.any(String),
      },
    ]);
  });

  it("of a service goes before that of the plan", () => {
    expect(configured({ strategy: "rolling" }, { strategy: "linear" })).toMatchObject({
      strategy: "LINEAR",
      linear_configuration: { step_percent: 25, step_bake_time_in_minutes: "5" },
    });
    expect(configured({ strategy: "canary" }, { bake: "30m" })).toMatchObject({
      bake_time_in_minutes: "30",
      canary_configuration: { canary_percent: 10, canary_bake_time_in_minutes: "15" },
    });
    expect(configured({ strategy: "blue-green" }, { strategy: "rolling" })).toEqual({
      strategy: "ROLLING",
      validated: false,
    });
  });
});

describe("a strategy of the whole plan", () => {
  it("gives way where a service's place lacks it, with the reason", () => {
    const change = changed({ strategy: "blue-green", canary: { bake: "9m" } });
    expect(deployments(change)).toEqual({
      storefront: { strategy: "canary", shift: { kind: "zone", bake: { seconds: 9 * MINUTES } }, bake: null },
      checkout: { strategy: "blue-green", shift: { kind: "at-once" }, bake: { seconds: 9 * MINUTES } },
      fulfilment: { strategy: "rolling", shift: { kind: "at-once" }, bake: null },
    });
    expect(reasons(change)).toEqual([
      "services.storefront.delivery.strategy = canary, one zone for 9 minutes: in place of blue-green: CodeDeploy replaces instances of an Auto Scaling group in place, and no second group stands beside it: the first zone is the canary",
      "services.fulfilment.delivery.strategy = rolling: in place of blue-green: ECS shifts traffic on a rule of the load balancer, which does not lead to the service",
    ]);
  });

  it("replaces one instance after another where there are fewer than three", () => {
    // A quarter of three instances is one.
    const change = changed({ strategy: "blue-green-canary" });
    expect(deployments(change, "staging").storefront).toEqual({
      strategy: "rolling",
      shift: { kind: "at-once" },
      bake: null,
    });
    expect(reasons(change, "staging")[0]).toContain("a group of 1 is too small to begin with one zone");
  });

  it("rolls a service whose routes need several rules", () => {
    const change: Change = (tree) => {
      changed({ strategy: "canary" })(tree);
      tree.services[1].routes = ["/check*", "/api/orders/new"];
      tree.services[0].routes = ["/api/orders/*", "/*"];
    };
    expect(deployments(change).checkout?.strategy).toBe("rolling");
    expect(reasons(change).join()).toContain(
      "ECS shifts traffic on one rule of the load balancer, and the routes of the service need 2",
    );
  });

  it("rolls everything that nobody outside reaches", () => {
    const change: Change = (tree) => {
      changed({ strategy: "blue-green-canary" })(tree);
      delete tree.environments.production.domain;
    };
    expect(deployments(change).checkout?.strategy).toBe("rolling");
    expect(synthServices(blueprintPlan("production", change)).resources.aws_lambda_function).toBeUndefined();
  });
});

describe("the validation", () => {
  const details = (change: Change) => {
    const service = checkout(synthServices(blueprintPlan("production", change)));
    return JSON.parse(service.deployment_configuration.lifecycle_hook[0].hook_details);
  };
  const asked = (validation: Delivery, edit: Change = () => {}) =>
    details((tree) => {
      changed({ strategy: "blue-green", validation })(tree);
      edit(tree);
    });

  it("asks for the plan's paths that lead to the service", () => {
    const validation = { paths: ["/checkout/pay", "/index.html"], maxLatency: "750ms", requests: 8 };
    expect(asked(validation)).toEqual({
      address: { name: "${aws_lb.load_balancer_alb.dns_name}" },
      port: 8443,
      host: "shop.example.com",
      headers: {},
      paths: ["/checkout/pay"],
      below: 400,
      requests: 8,
      maxMilliseconds: 750,
    });
  });

  it("asks for the health check where a route leads there, else for anything but a fault", () => {
    expect(asked({})).toMatchObject({ paths: ["/checkout"], below: 500, requests: 5, maxMilliseconds: 2000 });
    const healthy = asked({}, (tree) => {
      tree.services[1].health = { path: "/checkout/health" };
    });
    expect(healthy).toMatchObject({ paths: ["/checkout/health"], below: 400 });
  });

  it("comes by a listener that nobody else reaches", () => {
    const { resources } = synthServices(blueprintPlan("production"));
    expect(resources.aws_lb_listener?.load_balancer_test_listener).toMatchObject({ port: 8443, protocol: "HTTPS" });
    const rules = Object.values(resources.aws_vpc_security_group_ingress_rule ?? {});
    const open = rules.filter(({ from_port, to_port }) => from_port <= 8443 && to_port >= 8443);
    expect(open).toEqual([
      expect.objectContaining({
        security_group_id: "${aws_security_group.load_balancer_security_group.id}",
        referenced_security_group_id: "${aws_security_group.deployment_validation_security_group.id}",
        from_port: 8443,
        to_port: 8443,
      }),
    ]);
    expect(resources.aws_lambda_function?.deployment_validation_function.vpc_config).toEqual({
      security_group_ids: ["${aws_security_group.deployment_validation_security_group.id}"],
      subnet_ids: ["subnet-1111111111111111a", "subnet-1111111111111111b"],
    });
  });

  it("asks a load balancer with public addresses from inside the VPC", () => {
    const edge: Change = (tree) => {
      tree.edge.cdn = false;
    };
    expect(asked({}, edge).address).toEqual({ interfaces: "ELB ${aws_lb.load_balancer_alb.arn_suffix}" });
  });

  it("lets ECS invoke its function and no other", () => {
    const { resources } = synthServices(blueprintPlan("production"));
    const policy = JSON.parse(resources.aws_iam_role_policy?.deployment_validation_invoker_policy.policy);
    expect(policy.Statement).toEqual([
      {
        Sid: "InvokeValidation",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: "${aws_lambda_function.deployment_validation_function.arn}",
      },
    ]);
    const trust = JSON.parse(resources.aws_iam_role?.deployment_validation_invoker_role.assume_role_policy);
    expect(trust.Statement[0].Principal).toEqual({ Service: "ecs.amazonaws.com" });
  });

  it("is not made where no strategy asks for it", () => {
    const { resources } = synthServices(blueprintPlan("production", changed({ strategy: "linear" })));
    expect(resources.aws_lambda_function).toBeUndefined();
    expect(Object.keys(resources.aws_lb_listener ?? {})).toEqual(["load_balancer_https_listener"]);
  });
});
