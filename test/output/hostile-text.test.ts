import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { filesBelow, readStack, resourcesOf } from "../support/synthesis";

const HOSTILE =
  "${aws_kms_key.x.arn} %{ for x in y } | cell <script>alert(1)</script> `code` [link](https://evil.example)";

const PLAN = `apiVersion: opsplan/v1
kind: Plan
metadata: { name: hostile, title: ${JSON.stringify(HOSTILE)}, owner: team, description: ${JSON.stringify(`${HOSTILE}\n# Heading`)} }
uses: ecommerce-operational-excellence@1
parameters: { repository: org/shop, state-bucket: org-state, oncall-email: oncall@example.org, lead-email: lead@example.org }
environments:
  production: { account: "999988887777", region: eu-west-1, domain: shop.example.org }
services:
  - name: checkout
    description: ${JSON.stringify(HOSTILE)}
    environment: { GREETING: ${JSON.stringify(HOSTILE)} }
dataStores:
  - { name: orders, engine: aurora-postgresql, description: ${JSON.stringify(HOSTILE)} }
`;

describe("text of a plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-hostile-"));
  const out = join(folder, "out");
  beforeAll(() => {
    writeFileSync(join(folder, "plan.yaml"), PLAN);
    const { written, diagnostics } = synthesize({ plans: [join(folder, "plan.yaml")], out });
    if (written === null) throw new Error(JSON.stringify(diagnostics, null, 2));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is inert in Terraform: every expression that is left is one of opsplan's own references", () => {
    const text = JSON.stringify(resourcesOf(out));
    expect(text).toContain("$${aws_kms_key.x.arn}");
    expect(text.replaceAll("$${aws_kms_key.x.arn}", "")).not.toContain("aws_kms_key.x");
    expect(text.replaceAll("%%{", "")).not.toContain("%{");
  });

  it("stays text in documents: no element, heading, link or table cell of its own", () => {
    for (const file of filesBelow(join(out, "docs")).filter((name) => name.endsWith(".md"))) {
      const lines = readFileSync(join(out, "docs", file), "utf8").split("\n");
      for (const line of lines.filter((text) => text.includes("alert(1)"))) {
        expect(line.replaceAll("\\<", "").replaceAll(/`[^`]*`/g, "")).not.toMatch(/<script>/);
      }
      expect(lines.filter((line) => /^# Heading/.test(line))).toEqual([]);
    }
  });

  it("reaches stacks under the plan's own name only", () => {
    expect(readStack(out, "hostile-production-services")).toHaveProperty("resource");
  });
});
