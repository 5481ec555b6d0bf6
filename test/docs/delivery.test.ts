import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../src/cli/synthesize";
import { blocksOf, readPage } from "../support/page";

const PAGE = readPage("docs/delivery.md");
const FIXTURE = join(__dirname, "../fixtures/ok/delivery.yaml");

describe("the page on delivery", () => {
  const out = mkdtempSync(join(tmpdir(), "opsplan-delivery-page-"));
  const documents = join(out, "docs/bookings/production");
  const document = (path: string) => readFileSync(join(documents, path), "utf8");

  beforeAll(() => {
    const { written, diagnostics } = synthesize({ plans: [FIXTURE], out });
    expect(diagnostics).toEqual([]);
    expect(written).not.toBeNull();
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it("shows what the plan of its files says", () => {
    const plan = parse(readFileSync(FIXTURE, "utf8"));
    const [shown = ""] = blocksOf(PAGE, "yaml");
    const { delivery, state } = parse(shown);
    expect({ delivery, state }).toEqual({ delivery: plan.delivery, state: plan.state });
  });

  it("quotes the commands of runbooks/deploy.md, in its order", () => {
    const lines = document("runbooks/deploy.md")
      .split("\n")
      .map((line) => line.trim());
    const quoted = blocksOf(PAGE, "bash").flatMap((block) => block.trim().split("\n"));
    expect(quoted).toHaveLength(10);
    const start = lines.indexOf("### The first apply, once per environment");
    const places = quoted.map((line) => lines.indexOf(line, start));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it("quotes the workflow as it is written", () => {
    const [, excerpt = ""] = blocksOf(PAGE, "yaml");
    expect(document("ci/github-actions.yml")).toContain(excerpt);
  });

  it("names the roles that are made", () => {
    const { resource } = JSON.parse(
      readFileSync(join(out, "stacks/bookings-production-bootstrap/cdk.tf.json"), "utf8"),
    );
    const names = Object.values<{ readonly name: string }>(resource.aws_iam_role).map(({ name }) => name);
    expect(names.sort()).toEqual(["bookings-production-terraform-apply", "bookings-production-terraform-plan"]);
    for (const name of names) expect(PAGE).toContain(`\`${name}\``);
  });
});
