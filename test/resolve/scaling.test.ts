import type { AuroraStore, Plan } from "../../src/model/plan";
import { standbyStore } from "../../src/model/standby-store";
import { percentage } from "../../src/model/units/percentage";
import { blueprintPlan } from "../support/blueprint-plan";

// biome-ignore lint/suspicious/noExplicitAny: tests edit an authored tree of any shape.
type Tree = Record<string, any>;

function named(list: readonly Tree[], name: string): Tree {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function orders(plan: Plan): AuroraStore {
  return named(plan.stores as readonly Tree[], "orders") as AuroraStore;
}

function reason(plan: Plan, path: string): string | undefined {
  return plan.decisions.find((decision) => decision.path === path)?.reason;
}

describe("the pooler of a database", () => {
  it("is none while an instance takes what services hold at their maximum", () => {
    const plan = blueprintPlan("production");
    expect(orders(plan).pooler).toBe("none");
    expect(reason(plan, "dataStores.orders.pooler")).toContain("at their maximum");
  });

  it("is RDS Proxy where they hold more, with the sum as its reason", () => {
    const plan = blueprintPlan("production", (tree) => {
      named(tree.services, "checkout").capacity = { connections: 100 };
    });
    // Checkout runs up to 60 tasks, fulfilment up to 30 with 10 each. 32 units and more take 5,000, 16 units 3,360.
    expect(orders(plan).pooler).toBe("rds-proxy");
    expect(reason(plan, "dataStores.orders.pooler")).toContain("60 x 100 + 30 x 10 = 6,300 connections");
  });

  it("is what the plan says", () => {
    const plan = blueprintPlan("production", (tree) => {
      named(tree.dataStores, "orders").pooler = "rds-proxy";
    });
    expect(orders(plan).pooler).toBe("rds-proxy");
    expect(reason(plan, "dataStores.orders.pooler")).toBeUndefined();
  });
});

describe("readers that scale", () => {
  const change = (tree: Tree) => {
    const store = named(tree.dataStores, "orders");
    delete store.readers;
    store.readerScaling = { max: 4 };
  };

  it("begin with one in a small environment too", () => {
    expect(orders(blueprintPlan("staging", change)).readers).toBe(1);
    expect(orders(blueprintPlan("staging", (tree) => delete named(tree.dataStores, "orders").readers)).readers).toBe(0);
  });

  it("do not come to a cluster that follows", () => {
    const store = orders(blueprintPlan("production", change));
    const share = percentage(50);
    for (const pattern of ["pilot-light", "warm-standby", "active-active"] as const) {
      expect(standbyStore(store, pattern, share)).not.toHaveProperty("readerScaling");
    }
    expect(standbyStore(store, "backup-and-restore", share)).toHaveProperty("readerScaling");
  });
});

describe("the backlog of a worker", () => {
  const worker = (tree: Tree) => named(tree.services, "fulfilment");

  it("is what a task works off in half of the queue's greatest age", () => {
    const plan = blueprintPlan("production", (tree) => {
      delete worker(tree).scaling.messagesPerTask;
      worker(tree).capacity = { requestsPerSecond: 2.5 };
      named(tree.dataStores, "order-events").maxAge = "10m";
    });
    // 2.5 messages a second for 300 s.
    expect(plan.services.find(({ name }) => name === "fulfilment")?.scaling.messagesPerTask).toBe(750);
    expect(reason(plan, "services.fulfilment.scaling.messagesPerTask")).toContain("300 s");
  });

  it("is unknown while nobody says what a task carries", () => {
    const plan = blueprintPlan("production", (tree) => {
      delete worker(tree).scaling.messagesPerTask;
      delete worker(tree).capacity;
    });
    expect(plan.services.find(({ name }) => name === "fulfilment")?.scaling.messagesPerTask).toBeNull();
  });
});

describe("the origin shield", () => {
  const shield = (region: string, cdn = true) =>
    blueprintPlan("production", (tree) => {
      tree.environments.production.region = region;
      Object.assign(tree.edge, { originShield: true, cdn });
    }).edge.originShield;

  it.each([
    ["eu-west-1", "eu-west-1"],
    ["eu-west-3", "eu-west-2"],
    ["us-west-1", "us-west-2"],
    ["ca-central-1", "us-east-1"],
  ])("of %s stands in %s", (region, place) => {
    expect(shield(region)).toBe(place);
  });

  it("is none without CloudFront, or without being asked for", () => {
    expect(shield("eu-west-1", false)).toBeNull();
    expect(blueprintPlan("production").edge.originShield).toBeNull();
  });
});
