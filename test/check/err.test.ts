import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../src/check/rules/index";
import { checkText } from "./check-text";

const FOLDER = join(__dirname, "../fixtures/err");
const CATALOGUE = join(__dirname, "../../src/diagnostics/catalogue");
const MARK = "# ERR";

const cases = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""));

function run(name: string) {
  return checkText(readFileSync(join(FOLDER, `${name}.yaml`), "utf8"), { name: `${name}.yaml`, folder: FOLDER });
}

describe("bad plans", () => {
  it.each(cases)("%s gives its exact text", (name) => {
    const expected = join(FOLDER, `${name}.txt`);
    const { pretty } = run(name);
    if (process.env.UPDATE_GOLDENS) writeFileSync(expected, pretty);
    expect(pretty).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
    expect(pretty).not.toBe("");
  });

  it.each(cases)("%s is found at its marks, and nowhere else", (name) => {
    const { diagnostics, sources } = run(name);
    const found = new Set(diagnostics.map(({ range }) => `${range?.file}:${range?.start.line}`));
    const marked = [...sources].flatMap(([file, text]) =>
      text.split("\n").flatMap((line, index) => (line.includes(MARK) ? [`${file}:${index + 1}`] : [])),
    );
    expect([...found].sort()).toEqual(marked.sort());
  });

  it.each(cases)("%s compiles to nothing unless all it has are warnings", (name) => {
    const { diagnostics, files } = run(name);
    const failed = diagnostics.some(({ severity }) => severity === "error");
    // An error found while parsing leaves a document that may be sound by itself.
    if (!failed) expect(files).not.toContain(null);
  });

  it("has no expected text without its plan", () => {
    const texts = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));
    expect(texts.map((file) => file.replace(/\.txt$/, "")).sort()).toEqual([...cases].sort());
  });

  it("covers every rule and every message of the catalogue", () => {
    const shown = new Set(cases.flatMap((name) => run(name).codes));
    // Shown by tests that make their input, or found after the checks.
    const generated = [
      "account-baseline-twice",
      "aws-limit",
      "dangling-evidence",
      "duplicate-plan",
      "file-too-large",
      "nested-too-deep",
      "oidc-provider-twice",
      "state-bucket-twice",
      "too-many-values",
      "unknown-environment",
    ];
    const declared = readdirSync(CATALOGUE)
      .map((file) => readFileSync(join(CATALOGUE, file), "utf8"))
      .flatMap((text) => [...text.matchAll(/(?:error|warning)\("([a-z-]+)"/g)].map(([, code]) => code));
    expect(declared.length).toBeGreaterThan(50);
    expect([...declared, ...RULES.map(({ code }) => code)].filter((code) => !shown.has(code as string)).sort()).toEqual(
      generated.sort(),
    );
  });
});
