import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/program";

const README = readFileSync(join(__dirname, "../../README.md"), "utf8");

function blocks(language: string): readonly string[] {
  return [...README.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map((match) =>
    String(match[1]),
  );
}

/** Runs the README's commands on the README's plan, in a folder of their own. */
describe("the README", () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "opsplan-readme-"));
  const plan = String(blocks("yaml")[0]);
  beforeAll(() => {
    writeFileSync(join(folder, "plan.yaml"), plan);
    writeFileSync(join(folder, "typo.yaml"), plan.replace("scaling:", "scalling:"));
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(blocks("console"))("shows what a command prints: %s", (block) => {
    const [command = "", ...expected] = block.split("\n");
    let printed = "";
    const print = (text: string) => {
      printed += text;
    };
    run(command.replace("$ opsplan ", "").split(" "), { out: print, err: print, color: false });
    expect(printed).toBe(expected.join("\n"));
  });

  it("has exactly two set-up commands", () => {
    const [setUp = ""] = blocks("sh");
    expect(setUp.split("\n").filter((line) => line !== "")).toEqual([
      expect.stringMatching(/^npm ci && npm run synth\b/),
      expect.stringMatching(/^npm ci && npm test\b/),
    ]);
  });
});
