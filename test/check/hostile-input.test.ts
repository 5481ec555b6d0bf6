import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkText } from "./check-text";

const PLAN = readFileSync(join(__dirname, "../fixtures/ok/stand-alone.yaml"), "utf8");

function bomb(levels: number): string {
  const level = (index: number) =>
    `a${index}: &a${index} [${Array(10)
      .fill(`*a${index - 1}`)
      .join(", ")}]\n`;
  return `a0: &a0 [x]\n${Array.from({ length: levels }, (_, index) => level(index + 1)).join("")}`;
}

describe("hostile input", () => {
  it("refuses a file of 5 MB", () => {
    const { pretty } = checkText(`# ${"x".repeat(5_000_000)}\n${PLAN}`);
    expect(pretty).toContain("error[file-too-large]: the file is too large for a plan");
    expect(pretty).toContain("found: 5,0");
    expect(pretty.length).toBeLessThan(1000);
  });

  it.each([
    ["lists in brackets", "[".repeat(10_000)],
    ["maps in braces", "{a: ".repeat(10_000)],
    ["closed brackets", "[".repeat(10_000) + "]".repeat(10_000)],
    ["dashes", "- ".repeat(10_000)],
    ["explicit keys", "? ".repeat(10_000)],
    ["colons", "a: ".repeat(10_000)],
    ["indentation", Array.from({ length: 1400 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
    ["brackets behind quoted ones", '["]", '.repeat(10_000)],
    ["brackets behind commented ones", "[ # ]\n".repeat(10_000)],
    ["a deep place in a sound plan", `${PLAN}edge: ${"[".repeat(10_000)}`],
  ])("refuses deep nesting: %s, several times in one process", (_, text) => {
    for (let time = 0; time < 5; time += 1) expect(checkText(text).codes).toEqual(["nested-too-deep"]);
  });

  it("refuses an alias bomb, and a chain of aliases that nests deep", () => {
    expect(checkText(bomb(20)).codes).toEqual(["too-many-values"]);
    const chain = Array.from({ length: 100 }, (_, index) => `b${index}: &b${index} [*b${index - 1}]\n`).slice(1);
    expect(checkText(`b0: &b0 [x]\n${chain.join("")}`).codes).toEqual(["nested-too-deep"]);
  });

  it("allows an honest anchor many times", () => {
    const services = Array.from(
      { length: 150 },
      (_, index) => `  - { name: s${index}, image: a, health: ${index === 0 ? "&health { path: /up }" : "*health"} }\n`,
    );
    const { pretty, files } = checkText(PLAN.replace("services:\n", `services:\n${services.join("")}`));
    expect(pretty).toBe("");
    expect(files[0]?.services[149]?.health.path).toBe("/up");
  });

  it("leaves the prototypes of JavaScript alone", () => {
    const text = PLAN.replace(
      "services:\n",
      "__proto__: { polluted: true }\nconstructor: { prototype: {} }\nservices:\n",
    );
    expect(checkText(text).codes).toEqual(["forbidden-key", "forbidden-key", "forbidden-key"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(["..", "a.b", "A", "a_b", "a--b", "a-", "-a", "1a", "a/b", "a b", "\u0024{a}", "a|b", "<b>", "x".repeat(44)])(
    "refuses the name %s for plan, service and store",
    (name) => {
      const quoted = JSON.stringify(name);
      const text = PLAN.replace("name: ledger,", `name: ${quoted},`)
        .replace("- name: poster", `- name: ${quoted}`)
        .replace("{ name: postings,", `{ name: ${quoted},`)
        .replace("postings, jobs]", "jobs]");
      const bad = checkText(text).codes.filter((code) => code === "bad-format" || code === "out-of-range");
      expect(bad).toHaveLength(3);
    },
  );

  it("prints no control character of the plan, and no secret", () => {
    const { pretty } = checkText(`\u001b[31mred: 1\nkind: "\\e[2J\\u0007"\nhook: AKIAIOSFODNN7EXAMPLE\n`);
    expect(pretty).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(pretty).not.toContain("AKIAIOSFODNN7EXAMPLE");
  });
});
