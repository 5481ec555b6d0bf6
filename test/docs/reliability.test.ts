import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { synthesize } from "../../src/cli/synthesize";
import { blocksOf, readPage } from "../support/page";

const PAGE = readPage("docs/reliability.md");

/** A plan around the page's snippets. */
function plan(slos: string, tickets = ""): string {
  return stringify({
    apiVersion: "opsplan/v1",
    kind: "Plan",
    metadata: { name: "page", title: "Page", owner: "team" },
    initiative: {
      name: "page",
      timeline: "1 weeks",
      phases: [
        {
          name: "one",
          duration: "1 weeks",
          primaryAgents: ["devops-engineer"],
          deliverables: ["alerting_configuration"],
          successCriteria: ["alerts_accurate"],
        },
      ],
    },
    incidents: {
      channels: { oncall: { type: "email", address: "oncall@example.net" } },
      escalation: [{ after: "0m", to: ["oncall"], severities: ["critical", "high", "medium", "low"] }],
    },
    environments: { production: { account: "111122223333", region: "eu-west-1", domain: "page.example.net" } },
    services: [{ name: "web", image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, ...parse(slos) }],
    ...(tickets === "" ? {} : parse(tickets)),
  });
}

describe("the page on reliability", () => {
  const folder = mkdtempSync(join(tmpdir(), "opsplan-page-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function synth(text: string): string {
    const [file, out] = [join(folder, "plan.yaml"), join(folder, "out")];
    writeFileSync(file, text);
    const { written, diagnostics } = synthesize({ plans: [file], out });
    expect(diagnostics).toEqual([]);
    expect(written).not.toBeNull();
    return readFileSync(join(out, "docs/page/production/SLO.md"), "utf8");
  }

  const [short = "", long = "", tickets = ""] = blocksOf(PAGE, "yaml");

  it("quotes SLO.md as it is written", () => {
    const document = synth(plan(short)).split("\n");
    const quoted = blocksOf(PAGE, "markdown").join("").trim().split("\n");
    expect(quoted).toHaveLength(5);
    for (const line of quoted) expect(document).toContain(line);
  });

  it("shows settings that a plan may have", () => {
    expect(synth(plan(long, tickets))).toContain("patching");
  });
});
