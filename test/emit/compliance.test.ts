import { execFileSync } from "node:child_process";
import { emitDocuments } from "../../src/emit/emit-documents";
import type { Evidence } from "../../src/evidence/evidence";
import { CONTROLS } from "../../src/model/catalogue/controls/controls";
import type { Plan } from "../../src/model/plan";
import { COMPLIANCE_STANDARDS } from "../../src/model/schema/requirements";
import { blueprintPlan } from "../support/blueprint-plan";
import { AUDITOR, builtEvidence, underStandards } from "../support/standards-plan";
import { bashBlocks, documentAt } from "./support/sample-documents";

function documentsOf(plan: Plan, evidence: Evidence): ReadonlyMap<string, string> {
  return new Map(emitDocuments(plan, evidence).map(({ path, text }) => [path, text]));
}

describe("COMPLIANCE.md of a plan under three standards", () => {
  let evidence: Evidence;
  let documents: ReadonlyMap<string, string>;
  let text: string;

  beforeAll(() => {
    const plan = blueprintPlan("production", underStandards());
    evidence = builtEvidence(plan);
    documents = documentsOf(plan, evidence);
    text = documentAt(documents, "COMPLIANCE.md");
  });

  it("names no address that was not generated", () => {
    const known = new Set(evidence.resources.map(({ address }) => address));
    const named = [...text.matchAll(/`(aws_[a-z0-9_]+\.[\w-]+)`/g)].map(([, address]) => address ?? "");
    expect(named.length).toBeGreaterThan(300);
    expect(named.filter((address) => !known.has(address))).toEqual([]);
  });

  it("names no document that was not written", () => {
    const links = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, path]) => path ?? "");
    expect(links.filter((path) => !documents.has(path))).toEqual([]);
  });

  it.each(COMPLIANCE_STANDARDS)("lists every control of %s with a status", (standard) => {
    for (const { id, title } of CONTROLS[standard]) {
      const row = text.split("\n").find((line) => line.startsWith(`| \`${id}\` | ${title}`));
      expect(row).toMatch(/\| (evidenced|evidenced in part|manual|not covered|not applicable) \|/);
    }
  });

  it("has no row that is evidenced by nothing", () => {
    const rows = text.split("\n").filter((line) => / \| (evidenced|evidenced in part) \| /.test(line));
    const empty = rows.filter((line) => / \| none \| \[/.test(line) && !line.includes(".md)"));
    expect(empty).toEqual([]);
  });

  it("gives each part that is left to people to one agent", () => {
    expect(text).toContain(
      "| `security-analyst` | Sarbanes-Oxley Act | `ITGC-AC-1` | manual | Show request and approval for a sample of those who got access in the quarter. |",
    );
  });

  it("says where audit logs are, for how long, for whom, and how they are proved whole", () => {
    for (const fact of [
      "| Kept in | `ecommerce-operational-excellence-production-audit-111122223333`, which holds nothing else |",
      "| Kept for | 2557 days; 90 of them in the standard class, then in a Glacier class that answers at once |",
      `| Read by | \`${AUDITOR}\`; the bucket denies it to everybody else, operators included |`,
      "| Reads and writes of data | recorded of `invoices`, `profiles` |",
      "statements inside `orders`",
    ]) {
      expect(text).toContain(fact);
    }
    expect(text.replaceAll(/ \\\n\s*/g, " ")).toContain(
      "aws cloudtrail validate-logs --trail-arn arn:aws:cloudtrail:eu-west-1:111122223333:trail/ecommerce-operational-excellence-production-trail",
    );
  });

  it("is counted in the other documents", () => {
    const requirement = documentAt(documents, "TRACEABILITY.md")
      .split("\n")
      .find((line) => line.startsWith("| Compliance: PCI DSS 4.0.1 |"));
    expect(requirement).toMatch(new RegExp(`\\| ${CONTROLS["pci-dss"].length} controls: \\d+ evidenced, `));
    expect(documentAt(documents, "OPERATIONAL_PLAN.md")).toMatch(/\| Compliance \| Sarbanes-Oxley Act \(\d+ evidenced/);
  });

  it("comes with a runbook on breaches for each standard, and one on deviations that knows the packs", () => {
    const breach = documentAt(documents, "runbooks/breach-notification.md");
    for (const words of ["within 72 hours", "Acquirer and card brands, at once", "The disclosure committee"]) {
      expect(breach).toContain(words);
    }
    expect(documentAt(documents, "runbooks/compliance-deviation.md")).toContain(
      "Pack ecommerce-operational-excellence-production-pci-dss",
    );
  });

  it("has commands that bash can read", () => {
    const blocks = ["COMPLIANCE.md", "runbooks/breach-notification.md", "runbooks/compliance-deviation.md"].flatMap(
      (path) => bashBlocks(documentAt(documents, path)),
    );
    expect(blocks.length).toBeGreaterThan(50);
    execFileSync("bash", ["-n"], { input: blocks.map((block) => `( ${block}\n)`).join("\n") });
  });
});

describe("COMPLIANCE.md of a plan under no standard", () => {
  it("is short and claims nothing", () => {
    const plan = blueprintPlan("production");
    const text = documentAt(documentsOf(plan, builtEvidence(plan)), "COMPLIANCE.md");
    expect(text).toContain("The plan is under no standard, so no control is mapped to anything.");
    expect(text).toContain("| Locked | no: the bucket holds other logs too");
    expect(text.split("\n").length).toBeLessThan(60);
  });
});
