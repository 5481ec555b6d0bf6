import { execFileSync } from "node:child_process";
import { dailyCosts } from "../../src/emit/commands/cost-commands";
import { blueprintPlan } from "../support/blueprint-plan";
import { bashBlocks, documentAt, documentsOf } from "./support/sample-documents";

type Change = NonNullable<Parameters<typeof blueprintPlan>[1]>;

function capacityOf(change: Change = () => {}): string {
  return documentAt(documentsOf(blueprintPlan("production", change)), "CAPACITY.md");
}

/** 10,000 requests a second at the target. */
const TARGET: Change = (tree) => {
  tree.requirements.capacity = { currentPeakUsers: 10_000, growth: "10x", requestsPerUser: 6 };
  const [storefront, checkout, fulfilment] = tree.services;
  storefront.capacity = { requestShare: 0.5, requestsPerSecond: 250 };
  storefront.scaling.max = 30;
  checkout.capacity = { requestShare: 0.5, requestsPerSecond: 50, source: "load-test" };
  checkout.scaling.max = 125;
  fulfilment.capacity = { requestShare: 0.05, requestsPerSecond: 25 };
  tree.dataStores[0].capacity.max = 64;
  tree.dataStores[3].load = { messagesPerRequest: 0.1 };
};

describe("CAPACITY.md", () => {
  const text = capacityOf(TARGET);

  it("says whether the target is carried, and what runs out first at which multiple", () => {
    expect(text).toContain("**The plan carries its target**, once AWS has raised");
    // 125 tasks x 50/s ÷ 0.5 = 12,500 requests/s, of 1,000 today
    expect(text).toContain("First to run out: **checkout: tasks**, at 12.5x today's peak, 125,000 users.");
    expect(text).toContain("`services.checkout.scaling.max` raises it.");
  });

  it("says that a target beyond the bounds is not carried, and which value would", () => {
    const short = capacityOf((tree) => {
      TARGET(tree);
      tree.services[1].scaling.max = 80;
    });
    expect(short).toContain("**The plan does not carry its target**");
    expect(short).toMatch(/\| Raise what checkout may use: tasks \| `services.checkout.scaling.max` \| 100 \|/);
  });

  it("has what each multiple needs, with its limit and who sets it", () => {
    expect(text).toContain("| checkout: tasks | 10 | 20 | 50 | 100 | 125 | `services.checkout.scaling.max` |");
  });

  it("tells what was measured from what was given, derived and assumed", () => {
    expect(text).toContain("| `services.checkout.capacity.requestsPerSecond` | 50 | measured |");
    expect(text).toContain("| `services.storefront.capacity.requestsPerSecond` | 250 | given |");
    expect(text).toContain("| `services.storefront.capacity.responseTime` | 100 ms | assumed |");
    expect(text).toContain("| `dataStores.orders.load.readShare` | 80 % | assumed |");
    expect(text).toContain("| Measure what a copy of storefront carries |");
    expect(text).not.toContain("| Measure what a copy of checkout carries |");
  });

  it("draws the copies against their limit, and the way of requests with its rates", () => {
    expect(text).toContain('    title "checkout tasks"');
    expect(text).toContain("    bar [10, 20, 50, 100]\n    line [125, 125, 125, 125]");
    expect(text).toContain('-->|"5,000/s"| service_checkout');
  });

  it("asks AWS for quotas that are short, with what is needed", () => {
    const commands = bashBlocks(text)
      .join("\n")
      .replaceAll(/ \\\n\s*/g, " ");
    // 100 tasks of checkout with one vCPU and 20 of fulfilment with half of one
    expect(commands).toContain(
      "aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 110",
    );
  });

  it("gives cost for each user at each multiple, and says which way it goes", () => {
    expect(text).toMatch(/\| 10x \| 100,000 \| [\d,]+ USD \| [\d,]+ USD \| [\d,]+ USD \| [\d.]+ USD \|/);
    expect(text).toContain("Cost for each user falls as the load grows");
  });

  it("says how costs are told apart, and what the management account has to do", () => {
    expect(text).toContain("`workload=ecommerce-operational-excellence-production`");
    expect(text).toContain("update-cost-allocation-tags-status");
  });

  it("does not hold a small environment to the target", () => {
    const small = capacityOf((tree) => {
      TARGET(tree);
      tree.environments.production.scale = "small";
    });
    expect(small).toContain("**This environment is not held to the target**");
    expect(small).toContain("None for this environment: it is small on purpose");
  });

  it("is short without users to carry, and says what to set", () => {
    const none = capacityOf((tree) => {
      tree.requirements.capacity = undefined;
    });
    expect(none).toContain("The plan names no users to carry");
    expect(none).toContain("Set `requirements.capacity`");
    expect(none).not.toContain("## Bottlenecks");
    expect(none).toContain("## Cost without traffic");
  });

  it("names the region whose prices stand in", () => {
    const stockholm = capacityOf((tree) => {
      TARGET(tree);
      tree.environments.production.region = "eu-north-1";
    });
    expect(stockholm).toContain("The table has no prices of `eu-north-1`: those of `eu-central-1` stand for them.");
  });

  it("keeps hostile text inside its places", () => {
    const hostile = capacityOf((tree) => {
      TARGET(tree);
      tree.metadata.title = "a | b\n# c <script>alert(1)</script> `code`";
    });
    expect(hostile.split("\n").filter((line) => /^# /.test(line))).toHaveLength(1);
    expect(hostile.replaceAll("\\<", "")).not.toContain("<script>");
  });

  it("has commands that bash reads", () => {
    for (const block of bashBlocks(text)) execFileSync("bash", ["-n"], { input: block });
    const [day = ""] = /printf [^)]*\)T' \$\(\( .*? \)\)/.exec(dailyCosts("shop-production", "SERVICE")) ?? [];
    expect(execFileSync("bash", ["-c", day], { encoding: "utf8" })).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
