import type { Plan } from "../../src/model/plan";
import { budgetVerdict } from "../../src/planning/cost/budget-verdict";
import { costEstimate } from "../../src/planning/cost/cost-estimate";
import type { MonthlyCost } from "../../src/planning/cost/monthly-cost";
import { savingsLevers } from "../../src/planning/cost/savings/savings-levers";
import { qualityGates } from "../../src/planning/quality-gates/quality-gates";
import { sampleEvidence } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

const PRICES = {
  "fargate-vcpu-hour": 0.04,
  "fargate-gb-hour": 0.005,
  "fargate-arm-vcpu-hour": 0.03,
  "fargate-arm-gb-hour": 0.004,
  "ec2-m7g-large-hour": 0.1,
  "aurora-acu-hour": 0.1,
  "aurora-io-optimized-acu-hour": 0.13,
  "aurora-io-million": 0.2,
  "dynamodb-read-million": 0.1,
  "dynamodb-write-million": 0.5,
  "sqs-million": 0.4,
};

/** At ten times 6,000 users who ask ten times a minute, 10,000 requests a second at the peak, 5,000 in the mean. */
function pricedPlan(change: Change = () => {}): Plan {
  return blueprintPlan("production", (tree) => {
    tree.requirements.capacity = {
      currentPeakUsers: 6000,
      growth: "10x",
      requestsPerUser: 10,
      meanLoad: "50%",
      prices: PRICES,
    };
    const [storefront, checkout, fulfilment] = tree.services;
    storefront.capacity = { requestShare: 0.5, requestsPerSecond: 250 };
    checkout.capacity = { requestShare: 0.5, requestsPerSecond: 50 };
    fulfilment.capacity = { requestShare: 0.1, requestsPerSecond: 25 };
    for (const store of tree.dataStores) delete store.load;
    change(tree);
  });
}

function estimateOf(plan: Plan) {
  return costEstimate(plan, sampleEvidence(plan));
}

function usd(cost: MonthlyCost | undefined, part: string, what: string): number {
  const line = cost?.lines.find((one) => one.part === part && one.what === what);
  if (line === undefined || line.usd === null) throw new Error(`no ${part} ${what}`);
  return Number(line.usd.toFixed(4));
}

describe("a month's cost", () => {
  const plan = pricedPlan();
  const { floor, target, levels } = estimateOf(plan);
  const at = target?.cost;

  it("is copies at the mean load, by the hour, 730 of them", () => {
    // 2,500/s ÷ 50 = 50 tasks x (1 vCPU x 0.04 + 2 GB x 0.005) x 730 h
    expect(usd(at, "compute", "checkout")).toBe(1825);
    // 2,500/s ÷ 250 = 10 instances x 0.1 x 730 h
    expect(usd(at, "compute", "storefront")).toBe(730);
    // 500/s ÷ 25 = 20 tasks x (0.5 x 0.04 + 1 x 0.005) x 730 h
    expect(usd(at, "compute", "fulfilment")).toBe(365);
  });

  it("never falls below the minimum of a service, which is all without traffic", () => {
    expect(usd(floor, "compute", "checkout")).toBe(109.5);
    expect(usd(floor, "compute", "storefront")).toBe(219);
    expect(usd(floor, "compute", "fulfilment")).toBe(36.5);
  });

  it("is capacity units of writer and readers in half units", () => {
    // 3,000/s x 2 queries: 1,200/s ÷ 250 = 5 for the writer, 4,800/s ÷ 250 = 19.5 for the reader
    expect(usd(at, "database", "orders")).toBe(1788.5);
    expect(usd(floor, "database", "orders")).toBe(292);
  });

  it("is units and calls of 2,628,000 seconds", () => {
    // 2,500/s: 6,570 million reads x 0.1 + 1,314 million writes x 0.5
    expect(usd(at, "tables", "catalog")).toBe(1314);
    // 6,570 million messages, each sent, received and deleted
    expect(usd(at, "queues", "order-events")).toBe(7884);
    expect(usd(floor, "tables", "catalog")).toBe(0);
  });

  it("is what goes to users by CloudFront's tiers, and requests", () => {
    // 5,000/s x 20 KiB: 269,107.2 GB = 10,240 x 0.085 + 40,960 x 0.08 + 102,400 x 0.06 + 115,507.2 x 0.04
    // and 13,140 million requests x 0.012 ÷ 10,000
    expect(usd(at, "edge", "CloudFront")).toBe(30_679.488);
  });

  it("is fixed and linear parts, and falls for each user", () => {
    const [one, ten] = [levels[0], levels.at(-1)];
    expect(levels.map(({ multiple }) => multiple)).toEqual([1, 2, 5, 10]);
    expect(one?.fixed).toBe(floor.usd);
    expect((ten?.fixed ?? 0) + (ten?.linear ?? 0)).toBeCloseTo(ten?.cost.usd ?? 0, 6);
    expect(ten?.perUser).toBeCloseTo((ten?.cost.usd ?? 0) / 60_000, 9);
    expect(ten?.perUser).toBeLessThan(one?.perUser ?? 0);
  });

  it("rests on the plan's prices before the table's, and says where each is from", () => {
    const { prices } = estimateOf(plan);
    expect(prices.find(({ name }) => name === "fargate-vcpu-hour")).toMatchObject({ usd: 0.04, source: "plan" });
    expect(prices.find(({ name }) => name === "alb-hour")).toMatchObject({ source: "table", checked: true });
    expect(prices.find(({ name }) => name === "cache-r7g-large-hour")).toMatchObject({
      source: "table",
      checked: false,
    });
  });

  it("leaves out what has no price, by its name", () => {
    const strange = estimateOf(
      pricedPlan((tree) => {
        tree.services[0].instanceType = "m9x.large";
      }),
    );
    expect(strange.unpriced).toEqual(["ec2-m9x-large-hour"]);
    expect(strange.floor.usd).toBeCloseTo(floor.usd - 219, 6);
  });

  it("goes by another region of the same part of the world where the table has none", () => {
    const stockholm = estimateOf(
      pricedPlan((tree) => {
        tree.environments.production.region = "eu-north-1";
      }),
    );
    expect(stockholm.book).toMatchObject({ region: "eu-north-1", pricedAs: "eu-central-1" });
  });
});

describe("the budget", () => {
  const withBudget = (monthly: string, change: Change = () => {}) =>
    pricedPlan((tree) => {
      tree.requirements.budget = { monthly };
      change(tree);
    });
  const verdict = (plan: Plan) => budgetVerdict(plan, estimateOf(plan));

  it("is exceeded by an estimate above it, which the quality gate warns of", () => {
    const plan = withBudget("1000 USD");
    expect(verdict(plan)).toMatchObject({ isExceeded: true });
    const checks = qualityGates(plan, sampleEvidence(plan)).flatMap((gate) => gate.checks);
    expect(checks.find(({ subject }) => subject === "budget")).toMatchObject({ status: "warn" });
    expect(verdict(withBudget("1000000 USD"))).toMatchObject({ isExceeded: false });
  });

  it("of a small environment is held against what runs without traffic", () => {
    const plan = withBudget("20000 USD", (tree) => {
      tree.environments.production.scale = "small";
    });
    expect(verdict(plan)?.words).toMatch(/^what runs without traffic is estimated at/);
  });

  it("in another currency is not compared", () => {
    expect(verdict(withBudget("1000 EUR"))).toBeNull();
  });
});

describe("savings levers", () => {
  const plan = pricedPlan();
  const levers = savingsLevers(plan, estimateOf(plan));
  const lever = (name: string) => levers.find((one) => one.name === name);

  it("take a fifth off what always runs, by a Savings Plan", () => {
    // 109.5 + 219 + 36.5
    expect(lever("Compute Savings Plan for what always runs")?.usd).toBeCloseTo(73, 6);
  });

  it("take the difference of prices for Graviton", () => {
    // 50 x 1 + 20 x 0.5 = 60 vCPU x 0.01, 50 x 2 + 20 = 120 GB x 0.001
    expect(lever("Graviton for Fargate tasks")?.usd).toBeCloseTo(525.6, 6);
  });

  it("take Spot for workers of queues alone, at most", () => {
    expect(lever("Fargate Spot for workers of queues")).toMatchObject({ bound: "at most" });
    expect(lever("Fargate Spot for workers of queues")?.usd).toBeCloseTo(255.5, 6);
    const idle = pricedPlan((tree) => {
      tree.services[2].uses = ["orders"];
      tree.services[2].scaling = { min: 2, max: 30 };
      tree.services[2].slos = [];
    });
    const names = savingsLevers(idle, estimateOf(idle)).map(({ name }) => name);
    expect(names).not.toContain("Fargate Spot for workers of queues");
  });

  it("say from how much I/O on the other kind of storage pays", () => {
    // 24.5 ACU x 730 h x 0.03 = 536.55, ÷ 0.2 a million
    expect(lever("Aurora I/O-Optimized for orders")).toMatchObject({ usd: null });
    expect(lever("Aurora I/O-Optimized for orders")?.arithmetic).toContain(
      "from 2,682.75 million I/O requests a month",
    );
  });

  it("leave services alone that a schedule already moves", () => {
    expect(levers.map(({ name }) => name).filter((name) => name.startsWith("Scheduled"))).toEqual([]);
    const still = pricedPlan((tree) => {
      tree.services[1].scaling.schedules = [];
    });
    const found = savingsLevers(still, estimateOf(still)).find(({ name }) => name.startsWith("Scheduled"));
    // One of three tasks for 10 of 24 hours: two stay.
    expect(found?.usd).toBeCloseTo(((109.5 / 3) * 10) / 24, 6);
    expect(found?.key).toBe("services.checkout.scaling.schedules");
  });
});
