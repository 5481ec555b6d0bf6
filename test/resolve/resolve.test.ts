import type { Plan } from "../../src/model/plan";
import { ticketThreshold } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";
import { migrationPlan } from "../support/migration-plan";

function reasonFor(plan: Plan, path: string): string | undefined {
  return plan.decisions.find((decision) => decision.path === path)?.reason;
}

describe("a full-scale environment", () => {
  const plan = blueprintPlan("production");

  it("keeps the plan's numbers", () => {
    expect(plan.services.map(({ scaling }) => [scaling.min, scaling.max])).toEqual([
      [3, 24],
      [3, 60],
      [2, 30],
    ]);
  });

  it("has a NAT gateway for each zone, and says why", () => {
    expect(plan.network).toMatchObject({ kind: "managed", natGateways: "per-zone" });
    expect(reasonFor(plan, "network.natGateways")).toContain("zone");
  });

  it("gives each zone a quarter of the network: half private, a quarter public, a quarter isolated", () => {
    expect(plan.network).toMatchObject({
      zones: [
        { zone: "a", privateCidr: "10.0.0.0/19", publicCidr: "10.0.32.0/20", isolatedCidr: "10.0.48.0/20" },
        { zone: "b", privateCidr: "10.0.64.0/19", publicCidr: "10.0.96.0/20", isolatedCidr: "10.0.112.0/20" },
        { zone: "c", privateCidr: "10.0.128.0/19", publicCidr: "10.0.160.0/20", isolatedCidr: "10.0.176.0/20" },
      ],
    });
  });

  it("numbers the weeks of the four phases", () => {
    expect(plan.initiative.phases.map(({ firstWeek, lastWeek }) => [firstWeek, lastWeek])).toEqual([
      [1, 3],
      [4, 6],
      [7, 9],
      [10, 12],
    ]);
  });

  it("has the specification's 16 deliverables, 15 success criteria and twelve triggers", () => {
    const { phases } = plan.initiative;
    expect(phases.flatMap(({ deliverables }) => deliverables)).toHaveLength(16);
    expect(phases.flatMap(({ successCriteria }) => successCriteria)).toHaveLength(15);
    expect(plan.tickets).toHaveLength(12);
  });
});

describe("tickets", () => {
  it("go to OpsCenter, and capacity counts from 90 %, unless the plan says otherwise", () => {
    const plain = blueprintPlan("production");
    expect(plain.ticketProvider).toEqual({ kind: "opscenter" });
    expect(ticketThreshold(plain, "capacity_threshold_approaching")).toBe(90);
    expect(() => ticketThreshold(plain, "access_control_violation")).toThrow("has no threshold");
  });

  it("go to the provider that the plan names, with its settings", () => {
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:tickets-AbCdEf";
    const plan = blueprintPlan("production", (tree) => {
      tree.tickets = { provider: "servicenow", servicenow: { instance: "https://example.service-now.com", secret } };
    });
    const instance = "https://example.service-now.com";
    expect(plan.ticketProvider).toEqual({ kind: "servicenow", instance, table: "incident", secret });
  });

  it("leave configuration rules to the organisation with the rest of the account's baseline", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.security = { accountBaseline: "existing" };
    });
    expect(plan.security.configRules).toBe(false);
  });
});

describe("a small environment", () => {
  it("runs a quarter of each service, and at least one", () => {
    expect(blueprintPlan("staging").services.map(({ scaling }) => [scaling.min, scaling.max])).toEqual([
      [1, 6],
      [1, 15],
      [1, 8],
    ]);
  });

  it("keeps schedules within the smaller range", () => {
    for (const { scaling } of blueprintPlan("staging").services) {
      for (const { min, max } of scaling.schedules) {
        expect(min).toBeGreaterThanOrEqual(scaling.min);
        expect(max).toBeLessThanOrEqual(scaling.max);
      }
    }
  });

  it("has one NAT gateway, no readers and no replicas", () => {
    const plan = blueprintPlan("staging");
    expect(plan.network).toMatchObject({ natGateways: "single" });
    expect(plan.stores).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "orders", readers: 0, capacity: { min: 0.5, max: 8 } }),
        expect.objectContaining({ name: "sessions", replicas: 0 }),
      ]),
    );
  });
});

describe("derivations", () => {
  it("keep a schedule within the bounds of its service, and say so", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.services[1].scaling.max = 20;
    });
    expect(plan.services[1]?.scaling.schedules.map(({ min, max }) => [min, max])).toEqual([
      [6, 20],
      [3, 20],
    ]);
    expect(reasonFor(plan, "services.checkout.scaling.schedules.weekday-morning")).toContain("3 to 20");
  });

  it("turn week numbers into dates when the initiative has a start", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.initiative.start = "2027-01-04";
    });
    expect(plan.initiative.phases.map(({ startDate, endDate }) => [startDate, endDate])).toEqual([
      ["2027-01-04", "2027-01-24"],
      ["2027-01-25", "2027-02-14"],
      ["2027-02-15", "2027-03-07"],
      ["2027-03-08", "2027-03-28"],
    ]);
  });

  it("route the only public service everything, and several by their names", () => {
    const routes = (count: number) =>
      blueprintPlan("production", (tree) => {
        for (const service of tree.services) service.routes = undefined;
        tree.services = tree.services.slice(0, count);
      }).services.map((service) => service.routes);
    expect(routes(1)).toEqual([["/*"]]);
    expect(routes(3)).toEqual([["/storefront", "/storefront/*"], ["/checkout", "/checkout/*"], []]);
  });

  it("leave an organisation's account baseline alone", () => {
    const { security } = blueprintPlan("production", (tree) => {
      tree.security = { accountBaseline: "existing" };
    });
    expect(security).toMatchObject({ guardDuty: false, cloudTrail: false, ebsEncryption: false });
  });

  it("round log retention up to what CloudWatch Logs accepts, and say so", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.observability.logRetention = "100d";
    });
    expect(plan.observability.logRetentionDays).toBe(120);
    expect(reasonFor(plan, "observability.logRetention")).toContain("rounded up");
  });

  it("add the endpoint that replications read their credentials through, where databases move", () => {
    const endpoints = (change: Parameters<typeof migrationPlan>[0]) => {
      const plan = migrationPlan(change);
      if (plan.network.kind === "existing") throw new Error("the network is a managed one");
      return [plan.network.interfaceEndpoints, reasonFor(plan, "network.interfaceEndpoints")];
    };
    expect(
      endpoints((tree) => {
        tree.network.interfaceEndpoints = ["logs"];
      }),
    ).toEqual([["logs", "secretsmanager"], expect.stringContaining("Secrets Manager")]);
    expect(
      endpoints((tree) => {
        tree.network.interfaceEndpoints = ["secretsmanager", "logs"];
      }),
    ).toEqual([["secretsmanager", "logs"], undefined]);
    expect(
      endpoints((tree) => {
        tree.network.interfaceEndpoints = ["logs"];
        tree.migration = undefined;
      }),
    ).toEqual([["logs"], undefined]);
  });
});

describe("tiers that nobody wrote", () => {
  it("leave out, and say so, what would fire while the target is met", () => {
    const plan = blueprintPlan("staging", (tree) => {
      tree.services[1].slos = [{ name: "weekly", sli: "http-success", target: "95%", window: "7d" }];
    });
    const path = "services.checkout.slos.weekly.tiers";
    // 10 % × 7 ÷ 1 and ÷ 3.
    expect(reasonFor(plan, path)).toContain("0.7 over 1d, 0.233 over 3d left out: below 0.9");
    expect(plan.decisions.find((decision) => decision.path === path)?.value).toBe("3.36 over 1h, 1.4 over 6h");
  });
});

describe("the scheduled checks", () => {
  const checks = (change?: Parameters<typeof blueprintPlan>[1]) => blueprintPlan("staging", change).delivery.checks;

  it("read plan.yaml, and the documents where synthesis writes them, and say so", () => {
    const docs = "cdktf.out/docs/ecommerce-operational-excellence/staging";
    expect(checks()).toEqual({ plan: "plan.yaml", docs });
    expect(blueprintPlan("staging").decisions).toContainEqual({
      path: "delivery.checks.docs",
      value: docs,
      reason: "where opsplan synth writes the documents of this environment",
    });
  });

  it("read what the plan names", () => {
    const named = { plan: "ops/shop.yaml", docs: "docs/shop" };
    const plan = blueprintPlan("staging", (tree) => {
      tree.delivery.checks = named;
    });
    expect(plan.delivery.checks).toEqual(named);
    expect(reasonFor(plan, "delivery.checks.docs")).toBeUndefined();
  });

  it("do not run when switched off or without a source", () => {
    expect(
      checks((tree) => {
        tree.delivery.checks = { enabled: false };
      }),
    ).toBeNull();
    expect(checks((tree) => delete tree.delivery.source)).toBeNull();
  });
});
