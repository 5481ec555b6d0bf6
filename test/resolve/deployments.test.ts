import { bakeSeconds, equalStep } from "../../src/model/deployment";
import type { Plan } from "../../src/model/plan";
import { duration } from "../../src/model/units/duration";
import { percentage } from "../../src/model/units/percentage";
import { blueprintPlan } from "../support/blueprint-plan";

function deployments(delivery: object, own: Readonly<Record<string, object>> = {}, environment = "production") {
  const plan = blueprintPlan(environment, (tree) => {
    tree.delivery = { ...tree.delivery, ...delivery };
    for (const service of tree.services) service.delivery = own[service.name] ?? {};
  });
  return { plan, of: (name: string) => deploymentOf(plan, name) };
}

function deploymentOf({ services }: Plan, name: string) {
  const service = services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name}`);
  return service.deployment;
}

describe("how a service is deployed", () => {
  it("is by the plan's strategy, or by what its place has instead, with the reason", () => {
    const { plan, of } = deployments({ strategy: "blue-green-canary", canary: { steps: ["10%"], bake: "15m" } });
    const canary = { kind: "canary", share: { percent: 10 }, bake: { seconds: 900 } };
    expect(of("checkout")).toEqual({ strategy: "blue-green-canary", shift: canary, bake: { seconds: 900 } });
    // On instances: one zone first, watched as long as the canary.
    const zone = { kind: "zone", bake: { seconds: 900 } };
    expect(of("storefront")).toEqual({ strategy: "canary", shift: zone, bake: null });
    // No load balancer stands before a worker.
    expect(of("fulfilment")).toEqual({ strategy: "rolling", shift: { kind: "at-once" }, bake: null });
    const reasons = plan.decisions.filter(({ path }) => path.endsWith(".delivery.strategy"));
    expect(reasons.map(({ path, reason }) => [path, reason.split(":")[0]])).toEqual([
      ["services.storefront.delivery.strategy", "in place of blue-green-canary"],
      ["services.fulfilment.delivery.strategy", "in place of blue-green-canary"],
    ]);
  });

  it("is by the service's own words before the plan's", () => {
    const { of } = deployments(
      { strategy: "rolling", linear: { step: "20%", bake: "6m" }, bake: "10m" },
      { checkout: { strategy: "linear" }, storefront: { strategy: "canary", canary: { steps: ["5%"], bake: "20m" } } },
    );
    const linear = { kind: "linear", step: { percent: 20 }, bake: { seconds: 360 } };
    expect(of("checkout")).toEqual({ strategy: "linear", shift: linear, bake: { seconds: 600 } });
    expect(of("storefront").shift).toEqual({ kind: "zone", bake: { seconds: 1200 } });
    expect(of("fulfilment").strategy).toBe("rolling");
  });

  it("shifts shares that are equal steps as ECS's linear strategy does", () => {
    const { of } = deployments({ strategy: "canary", canary: { steps: ["25%", "50%", "75%"], bake: "5m" } });
    expect(of("checkout").shift).toEqual({ kind: "linear", step: { percent: 25 }, bake: { seconds: 300 } });
  });

  it("has no second set without an endpoint that traffic could be shifted at", () => {
    const { plan } = deployments({ strategy: "blue-green" });
    const hidden = blueprintPlan("production", (tree) => {
      tree.delivery.strategy = "blue-green";
      for (const service of tree.services) delete service.delivery;
      tree.environments.production.domain = undefined;
    });
    expect(deploymentOf(plan, "checkout").strategy).toBe("blue-green");
    expect(deploymentOf(hidden, "checkout").strategy).toBe("rolling");
  });
});

describe("the time that a deployment watches", () => {
  const bake = duration(900);
  it.each([
    ["at once: the old version alone is kept", { kind: "at-once" }, 900],
    ["a canary, then the old version", { kind: "canary", share: percentage(10), bake: duration(600) }, 1500],
    // 25, 50, 75 are watched; 100 is the whole, which the last bake watches.
    ["three steps before the whole", { kind: "linear", step: percentage(25), bake: duration(300) }, 1800],
    // 30, 60, 90, 100.
    ["a step that does not divide the whole", { kind: "linear", step: percentage(30), bake: duration(300) }, 1800],
  ] as const)("is %s", (_, shift, seconds) => {
    expect(bakeSeconds({ strategy: "canary", shift, bake })).toBe(seconds);
  });
});

describe("shares of a canary", () => {
  it.each([
    [[10], null],
    [[10, 50], null],
    [[50, 100], 50],
    [[25, 50, 75], 25],
    // 40 % would be left after the last.
    [[20, 40, 60], null],
    [[33.3, 66.6, 99.9], 33.3],
  ] as const)("%j are equal steps of %s", (steps, step) => {
    expect(equalStep(steps.map((percent) => percentage(percent)))).toEqual(step === null ? null : percentage(step));
  });
});
