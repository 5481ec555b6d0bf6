import { execFileSync } from "node:child_process";
import { posix } from "node:path";
import { DELIVERABLES, SUCCESS_CRITERIA } from "../../src/model/catalogue/deliverables";
import { FURTHER_TICKETS, TICKET_THEMES, TICKET_TRIGGERS } from "../../src/model/catalogue/ticket-triggers";
import { bashBlocks, documentAt, sampleDocuments } from "./support/sample-documents";

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

  it("says what the error alarm means for the budget: 1 % against 0.05 % is 20 times, 30 days in 36 hours", () => {
    expect(text).toContain("| `checkout` | availability | 1 % | 20 | 36 hours |");
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

  it("draws what was generated", () => {
    expect(text).toContain("users --> cdn --> balancer");
    expect(text).toContain("service_checkout --> store_order_events");
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

describe("TICKET_REGISTRY.md", () => {
  const text = documentAt(documents, "TICKET_REGISTRY.md");

  it("has the twelve triggers under the four categories of the specification", () => {
    expect(headings(text, 3)).toEqual([...TICKET_TRIGGERS, ...FURTHER_TICKETS].map(({ name }) => `\`${name}\``));
    const categories = [...new Set(TICKET_TRIGGERS.map(({ category }) => category))];
    expect(headings(text, 2)).toEqual(["Triggers", "Further sources", "Themes", ...categories, "Sources in detail"]);
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
    const [, drift = ""] = text.split("### `infrastructure_drift_detected`");
    expect(drift.split("###")[0]).toContain("not detected by generated resources");
  });
});

describe("tickets.json", () => {
  const registry = JSON.parse(documentAt(documents, "tickets.json"));

  it("has the triggers and further sources for machines, and no ticket", () => {
    expect(registry).toMatchObject({ environment: "production", provider: "opscenter", tickets: [] });
    expect(registry.triggers).toHaveLength(15);
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
});

describe("TRACEABILITY.md", () => {
  const text = documentAt(documents, "TRACEABILITY.md");

  it.each([...DELIVERABLES, ...SUCCESS_CRITERIA].map(({ name }) => name))("has a part on %s", (name) => {
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

describe("all documents", () => {
  it("are the same every time", () => {
    expect([...sampleDocuments()]).toEqual([...documents]);
  });

  it("link only to documents and headings that exist", () => {
    const broken = [...documents].flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, target = ""]) => {
        const [file = "", anchor] = target.split("#");
        const aim = file === "" ? path : posix.join(posix.dirname(path), file);
        const titles = headings(documents.get(aim) ?? "", 3);
        return documents.has(aim) && (anchor === undefined || titles.includes(anchor)) ? [] : [`${path}: ${target}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it("hold commands that bash can read, and no placeholder to fill in", () => {
    const blocks = [...documents.values()].flatMap(bashBlocks);
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
      if (path === "tickets.json") continue;
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
