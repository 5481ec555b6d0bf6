import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../src/cli/synthesize";
import { PATTERN_LIMITS } from "../../src/model/recovery-pattern";
import { blocksOf, readPage, replay } from "../support/page";

const PAGE = readPage("docs/recovery.md");
const PLAN = readFileSync(join(__dirname, "../fixtures/ok/recovery.yaml"), "utf8");
const OBJECTIVES = "recovery: { rpo: 24h, rto: 24h }";

describe("the page on recovery", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-recovery-page-"));
  const [objectives = "", measured = ""] = blocksOf(PAGE, "yaml");
  const written = String(objectives.split("\n")[1]).trim();
  const plan = PLAN.replace(OBJECTIVES, written);

  beforeAll(() => {
    process.chdir(folder);
    writeFileSync("plan.yaml", plan);
    writeFileSync("short.yaml", plan.replace("rto: 1h", "rto: 2m"));
    writeFileSync("measured.yaml", `${plan}${measured}`);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocksOf(PAGE, "console"))("shows what a command prints: %s", (block) => {
    const { printed, shown } = replay(block);
    expect(printed).toBe(shown);
  });

  it("quotes RECOVERY.md as it is written, and measured steps replace estimates there", () => {
    const recovery = (file: string) => {
      const { written: names, diagnostics } = synthesize({ plans: [file], out: "out" });
      expect(diagnostics).toEqual([]);
      expect(names).not.toBeNull();
      return readFileSync("out/docs/bookings/production/RECOVERY.md", "utf8").split("\n");
    };
    const lines = recovery("plan.yaml");
    const quoted = blocksOf(PAGE, "markdown").join("").trim().split("\n");
    expect(quoted).toHaveLength(5);
    for (const line of quoted) expect(lines).toContain(line);
    expect(recovery("measured.yaml").find((line) => line.startsWith("| `scale-compute`"))).toContain(
      "| 2 minutes 30 seconds | measured |",
    );
  });

  it("tells the cut-offs of the patterns", () => {
    const words = (seconds: number) =>
      seconds === 0 ? "below" : seconds >= 3600 ? `${seconds / 3600} h` : seconds >= 60 ? `${seconds / 60} min` : "1 s";
    for (const { pattern, rpo, rto } of PATTERN_LIMITS) {
      expect(PAGE).toMatch(new RegExp(`\\| ${words(rpo)} +\\| ${words(rto)} +\\| ${pattern} `));
    }
    expect(parse(objectives).requirements.recovery.failover).toBe("automated");
  });
});
