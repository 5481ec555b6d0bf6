import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { emitDocuments } from "../../src/emit/emit-documents";
import { emitEvidence } from "../../src/emit/emit-evidence";
import { FURTHER_TICKETS, TICKET_THEMES, TICKET_TRIGGERS } from "../../src/model/catalogue/ticket-triggers";
import { allSlos } from "../../src/planning/slo-budget";
import { blueprintPlan } from "../support/blueprint-plan";
import { everyIndicator } from "./support/indicators";
import { reliabilityEvidence } from "./support/reliability-evidence";
import { bashBlocks, documentAt, sampleDocuments } from "./support/sample-documents";
import { sampleEvidence } from "./support/sample-evidence";

const HOSTILE = "a | b\n# c <script>alert(1)</script> \u0024{x} `code`";

const documents = sampleDocuments();

function headings(text: string, depth: number): readonly string[] {
  return [...text.matchAll(new RegExp(`^${"#".repeat(depth)} (.*)$`, "gm"))].map(([, title = ""]) => title);
}

describe("OPERATIONAL_PLAN.md", () => {
  const text = documentAt(documents, "OPERATIONAL_PLAN.md");

  it("has the eight sections of the specification, in its order and words", () => {
    expect(headings(text, 2)).toEqual([
      "Operational Implementation Summary",
      "Requirements Analysis",
      "Agent Coordination Matrix",
      "Infrastructure Strategy Specification",
      "Deployment Pipeline Design",
      "Monitoring and Observability Framework",
      "Incident Response Architecture",
      "Operational Excellence Roadmap",
    ]);
  });

  it("works the budgets out: 0.05 % of 30 days are 21.6 minutes, 500 in a million", () => {
    expect(text).toContain("| 99.95 % | 30 days | 21.6 minutes, or 500 in a million requests |");
  });

  it("counts the tiers of each objective and links to their arithmetic", () => {
    expect(text).toContain("| 21.6 minutes, or 500 in a million requests | 4 |");
    expect(text).toContain("worked out in [SLO.md](SLO.md)");
  });

  it("says what each tier means for the budget: 14.4 times 0.05 % is 0.72 %, and 30 days are gone in 50 hours", () => {
    expect(text).toContain("| `checkout` | availability | 1h | 14.4 | 0.72 % | 50 hours | critical |");
    expect(text).toContain("| `checkout` | latency | 6h | 6 | 6 % | 5 days | high |");
  });

  it("lists alarms that notify, and only counts the windows behind them", () => {
    expect(text).toContain("| `shop-checkout-availability-burn-1h` |");
    expect(text).not.toContain("burn-1h-long");
    // Five objectives with four tiers of two windows each.
    expect(text).toContain("40 alarms on single windows decide for the 20 tiers of the SLOs");
  });

  it("numbers weeks without a start, and gives dates with one", () => {
    expect(text).toContain("```mermaid\ntimeline\n");
    expect(text).toContain("weeks 10 to 12");
    const dated = documentAt(
      sampleDocuments((tree) => {
        tree.initiative.start = "2027-01-04";
      }),
      "OPERATIONAL_PLAN.md",
    );
    expect(dated).toContain("```mermaid\ngantt\n");
    expect(dated).toContain("auto_scaling_infrastructure :2027-01-04, 21d");
    expect(dated).toContain("2027-03-08 to 2027-03-28 (weeks 10 to 12)");
  });

  it("shows the coverage, signal by signal, and what is not expected and why", () => {
    expect(text).toContain(
      "Coverage: **100 %**. Of 37 signals that should have an alarm that tells somebody, 37 have one.",
    );
    expect(text).toMatch(/\| `orders` +\| 1 alarm +\| 1 alarm +\| 1 alarm +\| 1 alarm +\|/);
    expect(text).toMatch(/\| `storefront` .*\| 2 alarms, in part +\|/);
    expect(text).toMatch(/\| `edge\/web-acl` +\| not expected +\| 1 alarm +\| not expected +\| not expected +\|/);
    expect(text).toMatch(/\| `edge\/cloudfront-distribution` +\| saturation +\| AWS scales CloudFront/);
    expect(text).toContain("None: every expected signal has an alarm.");
  });

  it("lists gaps with the way to close them, as evidence.json does without it", () => {
    const plan = blueprintPlan("production", (tree) => {
      tree.observability.anomalyDetection = false;
    });
    const whole = sampleEvidence(plan);
    const alarms = whole.alarms.filter(({ subject, signal }) => !(subject.name === "catalog" && signal === "latency"));
    const emitted = emitDocuments(plan, { ...whole, alarms });
    const gaps = emitted.find(({ path }) => path === "OPERATIONAL_PLAN.md")?.text ?? "";
    expect(gaps).toMatch(/\| `catalog` +\| latency +\| .* \| set observability\.anomalyDetection to true +\|/);
    // 36 of 37 are 97.29 %.
    expect(JSON.parse(emitEvidence(plan, { ...whole, alarms }).text).monitoringCoverage).toEqual({
      covered: 36,
      expected: 37,
      percent: 97.2,
      gaps: [
        {
          subject: "catalog",
          signal: "latency",
          reason:
            "no alarm watches it (time of reads by key): only a baseline can tell what is unusual, and observability.anomalyDetection is off",
        },
      ],
    });
  });

  it("draws what was generated", () => {
    expect(text).toContain("users --> cdn --> balancer");
    expect(text).toContain("service_checkout --> store_order_events");
  });
});

const SILENCE = `(
end_silence() {
for ALARM in MAINTENANCE-1h MAINTENANCE-6h MAINTENANCE-1d MAINTENANCE-3d; do
aws cloudwatch set-alarm-state --alarm-name "$ALARM" --state-value OK --state-reason 'Maintenance is over' --region eu-west-1
done
}
trap end_silence EXIT
for ALARM in MAINTENANCE-1h MAINTENANCE-6h MAINTENANCE-1d MAINTENANCE-3d; do
aws cloudwatch set-alarm-state --alarm-name "$ALARM" --state-value ALARM --state-reason 'Maintenance, switched on by hand' --region eu-west-1
done
read -r -p "Press Enter to end the silence: "
)`.replaceAll("MAINTENANCE", "shop-checkout-availability-maintenance-weekly");

describe("SLO.md", () => {
  const every = sampleDocuments(everyIndicator);
  const text = documentAt(every, "SLO.md");
  const section = (title: string) => text.split(`### ${title}\n`)[1]?.split("\n### ")[0] ?? "";
  const availability = section("checkout, SLO availability");

  it("has a part on every objective of the plan", () => {
    expect(headings(text, 3)).toEqual(
      allSlos(blueprintPlan("production", everyIndicator)).map(
        ({ service, slo }) => `${service.name}, SLO ${slo.name}`,
      ),
    );
  });

  it("works the budget out in minutes and in events", () => {
    expect(availability).toContain("43200 × (1 − 99.95 %) = 21.6 minutes of complete failure");
    expect(availability).toContain("1000000 × (1 − 99.95 %) = 500 bad requests in a million");
    expect(section("fulfilment, SLO freshness")).toContain("the same: minutes are what is counted");
  });

  it("works each tier's threshold out", () => {
    expect(availability).toContain(
      "| **1h** | critical | 1 hour and 5 minutes | 2 % | 2 % × 30 days ÷ 1 hour = 14.4 | 14.4 × 0.05 % = 0.72 %, a ratio of 0.0072 |",
    );
    // 10 % × 4 weeks ÷ 3 days: 28 ÷ 30.
    expect(section("storefront, SLO edge")).toContain(
      "10 % × 4 weeks ÷ 3 days = 0.9333 | 0.9333 × 0.1 % = 0.09333 %, a ratio of 0.0009333 |",
    );
  });

  it("gives the times of each tier", () => {
    // Gone: 720 h ÷ 14.4. Outage: 3600 s × 0.0072 + 60 s. Twice the threshold: half an hour and a minute.
    // Quiet: 300 s × 0.9928 + 60 s.
    expect(availability).toContain("| **1h** | 50 hours | 86 seconds | 31 minutes | 6 minutes |");
    // 259,200 s × 0.0005 + 360 s; 36 h + 6 min; 6 h × 0.9995 + 1 min.
    expect(availability).toContain("| **3d** | 30 days | 8.2 minutes | 36.1 hours | 6 hours |");
  });

  it("names the alarms of each tier by address", () => {
    expect(availability).toContain(
      "| **1h** | critical | `aws_cloudwatch_composite_alarm.checkout_availability_burn_1h` | `aws_cloudwatch_metric_alarm.checkout_availability_burn_1h_long`, `aws_cloudwatch_metric_alarm.checkout_availability_burn_1h_short` |",
    );
    expect(availability).toContain("`aws_cloudwatch_metric_alarm.checkout_availability_budget_exhausted`");
  });

  it("says when maintenance is, and how to silence by hand", () => {
    expect(availability).toContain("| `weekly` | SUN 03:00 Europe/Dublin | 2 hours |");
    const silences = bashBlocks(availability).filter((block) => block.includes("set-alarm-state"));
    expect(silences.map((block) => block.replaceAll(/ \\\n\s*/g, " "))).toEqual([`${SILENCE}\n`]);
    const runbook = bashBlocks(documentAt(every, "runbooks/error-budget.md"));
    expect(runbook.filter((block) => block.includes("set-alarm-state"))).toEqual(silences);
    expect(availability).toContain("until it has left the tier's short window, at most 6 hours after the end.");
    expect(section("checkout, SLO latency")).toContain("No window is planned");
  });

  it("reads the budget, and windows of more than a day, where the recorder writes them", () => {
    const blocks = bashBlocks(section("checkout, SLO latency")).map((block) => block.replaceAll(/ \\\n\s*/g, " "));
    const metric = (name: string) =>
      `--namespace opsplan/ecommerce-operational-excellence/production --metric-name ${name} --dimensions Name=Service,Value=checkout Name=Slo,Value=latency`;
    expect(blocks[0]).toContain(metric("budget-remaining"));
    expect(blocks[2]).toContain(metric("error-ratio-3d"));
    expect(blocks).toHaveLength(3);
  });

  it("says what each indicator measures and cannot see", () => {
    expect(section("checkout, SLO settlement")).toContain("state machine `settle-orders`");
    expect(section("fulfilment, SLO shipments")).toContain(
      "`Shop/Shipping Lost {Carrier=a, b}` ÷ `Shop/Shipping Sent`",
    );
    expect(section("storefront, SLO edge")).toContain("`AWS/CloudFront` in us-east-1");
    expect(section("storefront, SLO probe")).toContain("every 5 min");
    // Two services are public: what the load balancer refuses is counted for both together.
    expect(availability).toContain("(`HTTPCode_Target_5XX_Count` + `TargetConnectionErrorCount`) ÷ `RequestCount`");
    expect(availability).toContain("Requests that it refuses itself");
    const alone = documentAt(
      sampleDocuments((tree) => {
        for (const service of tree.services) if (service.name !== "checkout") service.exposure = "internal";
      }),
      "SLO.md",
    );
    const [, single = ""] = alone.split("### checkout, SLO availability\n");
    expect(single).toContain("(`HTTPCode_Target_5XX_Count` + `HTTPCode_ELB_5XX_Count`) ÷ `RequestCount`");
    expect(single.split("\n### ")[0]).not.toContain("Requests that it refuses itself");
  });

  it("has a policy with people of the plan", () => {
    const [, policy = ""] = text.split("## Error budget policy\n");
    for (const share of ["above 50 %", "50 % or less", "25 % or less", "0 % or less"]) {
      expect(policy).toContain(`| ${share} |`);
    }
    expect(policy).toContain("`monitoring-specialist` freezes; `incident-coordinator` leads the review");
  });

  it("says so where there is no objective, and where nothing measures one", () => {
    const none = sampleDocuments((tree) => {
      for (const service of tree.services) delete service.slos;
    });
    expect(documentAt(none, "SLO.md")).toContain("No service has an SLO: nothing says how reliable it must be.");
    expect(documentAt(none, "TRACEABILITY.md")).toMatch(/\| Availability \S+ % \| measured by no SLO;/);
    const plan = blueprintPlan("production");
    const bare = emitDocuments(plan, sampleEvidence(plan)).find(({ path }) => path === "SLO.md")?.text;
    expect(bare).toContain("not measured: nothing is generated that measures it");
    expect(bare).toContain("Nothing measures an objective here, so there is no budget to decide by.");
  });

  it("gives an objective that nothing measures no thresholds, times or silences", () => {
    const plan = blueprintPlan("production", (tree) => {
      everyIndicator(tree);
      delete tree.environments.production.domain;
    });
    const whole = reliabilityEvidence(plan);
    const measured = ({ subject }: { subject: { name: string } | null }) => subject?.name !== "checkout";
    const evidence = { ...whole, alarms: whole.alarms.filter(measured) };
    const of = new Map(emitDocuments(plan, evidence).map(({ path, text }) => [path, text]));
    const [, slo = ""] = documentAt(of, "SLO.md").split("### checkout, SLO availability\n");
    const part = slo.split("\n### ")[0] ?? "";
    expect(part).toContain("| Measured | not measured: the environment has no domain, so that nothing is public |");
    expect(part).not.toMatch(/#### |set-alarm-state|14\.4/);
    expect(documentAt(of, "OPERATIONAL_PLAN.md")).toContain(
      "| `checkout` | availability | 99.95 %, not measured: the environment has no domain, so that nothing is public | 30 days |",
    );
    expect(documentAt(of, "OPERATIONAL_PLAN.md")).toContain(
      "| `checkout` | availability | not measured: the environment has no domain, so that nothing is public | | | | nobody |",
    );
  });
});

describe("AGENT_MATRIX.md", () => {
  it("names one accountable agent for each of the 16 deliverables", () => {
    const text = documentAt(documents, "AGENT_MATRIX.md");
    const [, section = ""] = text.split("## Deliverables\n");
    const rows = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toHaveLength(16);
    for (const row of rows) expect(row.split(" | ")[2]).toMatch(/^`[a-z-]+`$/);
  });

  it("gives the windows in which stores are maintained", () => {
    expect(documentAt(documents, "AGENT_MATRIX.md")).toContain("weekly, sun:03:30-sun:04:30 UTC");
  });
});

describe("triggers that are switched off", () => {
  const off = documentAt(
    sampleDocuments((tree) => {
      tree.tickets = { triggers: { error_budget_burn_rate_exceeded: { enabled: false } } };
    }),
    "OPERATIONAL_PLAN.md",
  );

  it("are not reviewed, and open nothing", () => {
    expect(off).toContain(
      "A tier that fires opens a ticket of the alarm's own, a budget that is used up `sla_violation_detected`",
    );
    expect(off).not.toContain("error_budget_burn_rate_exceeded");
    expect(documentAt(documents, "OPERATIONAL_PLAN.md")).toContain("| `error_budget_burn_rate_exceeded` | weekly |");
  });
});

describe("TICKET_REGISTRY.md", () => {
  const text = documentAt(documents, "TICKET_REGISTRY.md");

  it("has the twelve triggers under the four categories of the specification", () => {
    expect(headings(text, 3)).toEqual([...TICKET_TRIGGERS, ...FURTHER_TICKETS].map(({ name }) => `\`${name}\``));
    const categories = [...new Set(TICKET_TRIGGERS.map(({ category }) => category))];
    expect(headings(text, 2)).toEqual([
      "Triggers",
      "Further sources",
      "Alarms",
      "Themes",
      ...categories,
      "Sources in detail",
    ]);
  });

  it("has a row for each trigger, and five themes with the tickets that cover each", () => {
    const [, overview = ""] = text.split("## Triggers\n");
    const rows = (overview.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.map((row) => row.split("`")[1])).toEqual(TICKET_TRIGGERS.map(({ name }) => name));
    const [, themes = ""] = text.split("## Themes\n");
    const table = (themes.split("\n## ")[0] ?? "").split("\n").slice(3, 8);
    expect(table.map((row) => row.split("|")[1]?.trim())).toEqual(Object.keys(TICKET_THEMES));
    expect(table.filter((row) => row.includes("none"))).toEqual([]);
  });

  it("is honest about what nothing detects", () => {
    const plan = blueprintPlan("production");
    const plain =
      emitDocuments(plan, sampleEvidence(plan)).find(({ path }) => path === "TICKET_REGISTRY.md")?.text ?? "";
    const [, drift = ""] = plain.split("### `infrastructure_drift_detected`");
    expect(drift.split("###")[0]).toContain(
      "| State | **on, but not detected here**: it needs delivery.source with delivery.checks, which run every day. Only a person can open it. |",
    );
  });
});

describe("tickets.json", () => {
  const registry = JSON.parse(documentAt(documents, "tickets.json"));

  it("has the triggers and further sources for machines, and no ticket", () => {
    expect(registry).toMatchObject({ environment: "production", provider: "opscenter", tickets: [] });
    expect(registry.triggers).toHaveLength(16);
    const [first] = registry.triggers;
    expect(first).toMatchObject({
      name: "pipeline_failure_rate_over_5_percent",
      threshold: 5,
      priority: "high",
      category: "deployment_violations",
      theme: "Deployment Issues",
      answerWithinSeconds: 1800,
      runbook: "runbooks/deployment-failure.md",
      dedupeKey: "ecommerce-operational-excellence/production/pipeline_failure_rate_over_5_percent/<subject>",
    });
  });

  it("has the alarms that no trigger covers, which the other registry counts", () => {
    const { alarms } = registry;
    expect(alarms.map(({ name }: { name: string }) => name)).toContain("shop-edge-load-balancer");
    expect(alarms.find(({ name }: { name: string }) => name === "shop-edge-load-balancer")).toEqual({
      name: "shop-edge-load-balancer",
      stack: "ecommerce-operational-excellence-production-observability",
      address: "aws_cloudwatch_metric_alarm.shop_edge_load_balancer",
      priority: "high",
      answerWithinSeconds: 1800,
      runbook: "runbooks/edge-errors.md",
      dedupeKey: "ecommerce-operational-excellence/production/alarm/shop-edge-load-balancer",
    });
    expect(documentAt(documents, "TICKET_REGISTRY.md")).toContain(
      `${alarms.length} alarms of no trigger: a ticket per`,
    );
  });

  it("names runbooks that are written", () => {
    const plain = plainDocuments();
    const { triggers } = JSON.parse(documentAt(plain, "tickets.json"));
    const runbookOf = (name: string) => triggers.find((one: { name: string }) => one.name === name).runbook;
    expect(runbookOf("infrastructure_drift_detected")).toBe("runbooks/incident.md");
    expect(runbookOf("capacity_threshold_approaching")).toBe("runbooks/scale.md");
    for (const { runbook } of triggers) expect([...plain.keys()]).toContain(runbook);
  });
});

describe("TRACEABILITY.md", () => {
  const { phases } = blueprintPlan("production").initiative;
  const promised = phases.flatMap(({ deliverables, successCriteria }) => [...deliverables, ...successCriteria]);
  const text = documentAt(documents, "TRACEABILITY.md");

  it.each(promised.map(({ name }) => name))("has a part on %s", (name) => {
    expect(headings(text, 3)).toContain(`\`${name}\``);
  });

  it("verifies scaling with the names of what was generated", () => {
    expect(text).toContain(
      "aws application-autoscaling describe-scaling-policies --service-namespace ecs --resource-id service/shop/shop-checkout --region eu-west-1".replace(
        / --/g,
        " \\\n     --",
      ),
    );
  });

  it("names the plan's own evidence for what the catalogue does not know", () => {
    const own = documentAt(
      sampleDocuments((tree) => {
        tree.initiative.phases[0].deliverables.push("load_test");
        tree.initiative.evidence = { load_test: { document: "docs/load.md", verification: "A person reads it." } };
      }),
      "TRACEABILITY.md",
    );
    expect(own).toContain("Document: `docs/load.md`. A person verifies it: A person reads it.");
  });
});

function plainDocuments(): ReadonlyMap<string, string> {
  const plan = blueprintPlan("production");
  return new Map(emitDocuments(plan, sampleEvidence(plan)).map(({ path, text }) => [path, text]));
}

describe("all documents", () => {
  it("are the same every time", () => {
    expect([...sampleDocuments()]).toEqual([...documents]);
  });

  it.each([
    ["the blueprint", documents],
    ["every indicator", sampleDocuments(everyIndicator)],
    ["plain evidence", plainDocuments()],
  ])("of %s link only to documents and headings that exist", (_, of) => {
    const broken = [...of].flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, target = ""]) => {
        const [file = "", anchor] = target.split("#");
        const aim = file === "" ? path : posix.join(posix.dirname(path), file);
        const titles = headings(of.get(aim) ?? "", 3);
        return of.has(aim) && (anchor === undefined || titles.includes(anchor)) ? [] : [`${path}: ${target}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it.each([
    ["the blueprint", documents],
    ["every indicator", sampleDocuments(everyIndicator)],
  ])("of %s hold commands that bash can read, and no placeholder to fill in", (_, of) => {
    const blocks = [...of.values()].flatMap(bashBlocks);
    expect(blocks.length).toBeGreaterThan(500);
    execFileSync("bash", ["-n"], { input: blocks.map((block) => `( ${block}\n)`).join("\n") });
    for (const block of blocks) expect(block).not.toMatch(/<[a-z_-]+>|TODO|\.\.\.|\bundefined\b/);
  });

  it("keep hostile text of a plan literal", () => {
    const hostile = sampleDocuments((tree) => {
      tree.metadata.title = HOSTILE;
      tree.metadata.description = HOSTILE;
      tree.services[1].description = HOSTILE;
      tree.dataStores[0].description = HOSTILE;
      tree.delivery.testCommand = HOSTILE;
      tree.initiative.evidence = { load_test: { document: HOSTILE, verification: HOSTILE } };
      tree.initiative.phases[0].deliverables.push("load_test");
    });
    for (const [path, text] of hostile) {
      // Data for machines; the workflow has a test of its own.
      if (!path.endsWith(".md")) continue;
      expect([path, headings(text, 1).length]).toEqual([path, 1]);
      const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, "").replace(/(`+)[\s\S]*?\1/g, "");
      expect(prose).not.toMatch(/(?<!\\)<script>/);
      expect(text.split("\n").filter((line) => line.startsWith("# c"))).toEqual([]);
    }
    expect(documentAt(hostile, "OPERATIONAL_PLAN.md")).toContain("a \\| b # c \\<script>");
    for (const section of ["OPERATIONAL_PLAN.md", "TRACEABILITY.md"]) {
      expect(headings(documentAt(hostile, section), 2)).toEqual(headings(documentAt(documents, section), 2));
    }
  });
});
