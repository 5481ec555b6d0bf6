import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../src/cli/synthesize";
import { MOST_REQUESTS } from "../../src/model/load-test/load-machine";
import { planFileSchema } from "../../src/model/schema/plan-file";
import { blocksOf, readPage, replay } from "../support/page";

const PAGE = readPage("docs/resilience.md");
const PLAN = readFileSync(join(__dirname, "../fixtures/ok/resilience.yaml"), "utf8");

describe("the page on resilience", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-resilience-page-"));
  const [settings = "", measured = ""] = blocksOf(PAGE, "yaml");

  beforeAll(() => {
    process.chdir(folder);
    writeFileSync("plan.yaml", PLAN);
    writeFileSync("unasked.yaml", PLAN.replace("    inProduction: true\n", ""));
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocksOf(PAGE, "console"))("shows what a command prints: %s", (block) => {
    const { printed, shown } = replay(block);
    expect(printed).toBe(shown);
  });

  it("shows settings of the plan that it quotes", () => {
    const page = parse(settings).resilience;
    const { experiments, gameDays, loadTest } = parse(PLAN).resilience;
    expect(page.experiments).toEqual(experiments);
    expect(page.gameDays).toEqual(gameDays);
    expect(loadTest).toMatchObject(page.loadTest);
    const [{ capacity }] = parse(measured).services;
    const service = { name: "counter", image: "public.ecr.aws/nginx/nginx:1.27", capacity };
    expect(planFileSchema.shape.services.safeParse([service]).success).toBe(true);
  });

  it("quotes OPERATIONAL_PLAN.md as it is written", () => {
    const { diagnostics } = synthesize({ plans: ["plan.yaml"], out: "out" });
    expect(diagnostics).toEqual([]);
    const lines = readFileSync("out/docs/till/production/OPERATIONAL_PLAN.md", "utf8").split("\n");
    const quoted = blocksOf(PAGE, "markdown").join("").trim().split("\n");
    expect(quoted).toHaveLength(3);
    for (const line of quoted) expect(lines).toContain(line);
  });

  it("tells the most that one machine makes", () => {
    expect(PAGE).toContain(`${MOST_REQUESTS.toLocaleString("en")} requests per`);
  });
});
