import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, readPage, replay } from "../support/page";

const README = readPage("README.md");

/** Runs the README's commands on the README's plan, in a folder of their own. */
describe("the README", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-readme-"));
  const plan = String(blocksOf(README, "yaml")[0]);
  beforeAll(() => {
    writeFileSync(join(folder, "plan.yaml"), plan);
    writeFileSync(join(folder, "typo.yaml"), plan.replace("scaling:", "scalling:"));
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocksOf(README, "console"))("shows what a command prints: %s", (block) => {
    const { printed, shown } = replay(block);
    expect(printed).toBe(shown);
  });

  it("has exactly two set-up commands", () => {
    const [setUp = ""] = blocksOf(README, "sh");
    expect(setUp.split("\n").filter((line) => line !== "")).toEqual([
      expect.stringMatching(/^npm ci && npm run synth\b/),
      expect.stringMatching(/^npm ci && npm test\b/),
    ]);
  });
});
