import fc from "fast-check";
import { stringify } from "yaml";
import { nodeAt, toPlain } from "../../src/parse/locate";
import { parseYaml } from "../../src/parse/parse-yaml";
import { firstTooDeep } from "../../src/parse/scan-depth";

const parse = (text: string) => parseYaml({ name: "plan.yaml", text }, "plan");
const value = (text: string) => {
  const node = nodeAt(parse(`key: ${text}\n`).tree as never, "key");
  return node && toPlain(node);
};

describe("reading YAML", () => {
  it.each([
    ["2027-01-04", "2027-01-04"],
    ["yes", "yes"],
    ["012", 12],
    ["0o14", 12],
    ["0x1f", 31],
    ["1_000", "1_000"],
    ["1e3", 1000],
    ["99.95%", "99.95%"],
    ["~", null],
    ["", null],
    ["!!str 12", "12"],
    ['"012345678901"', "012345678901"],
    ["012345678901", 12_345_678_901],
  ])("reads %s by the core schema", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("keeps to YAML 1.2 whatever the file's directive says", () => {
    const { tree } = parse("%YAML 1.1\n---\nkey: yes\n");
    expect(tree && toPlain(tree)).toEqual(expect.objectContaining({ key: "yes" }));
  });

  it("knows where keys and values stand", () => {
    const { tree } = parse("a:\n  - name: x\n    b: two\n");
    expect(nodeAt(tree as never, "a.x.b")?.origin).toEqual({
      layer: "plan",
      range: { file: "plan.yaml", start: { line: 3, column: 8 }, end: { line: 3, column: 11 } },
    });
  });

  it("reports several mistakes of one file", () => {
    const { diagnostics } = parse("a: 1\na: 2\n__proto__: 3\nb: *none\n");
    expect(diagnostics.map(({ code }) => code)).toEqual(["duplicate-key", "forbidden-key", "unknown-alias"]);
  });

  it("never throws, and explains whenever it gives no tree", () => {
    const pieces = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "  ",
      "- ",
      "? ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&x ",
      "*x",
      "!t ",
      "'",
      '"',
      "|\n",
      "#",
      "---\n",
      "...\n",
      "%",
      "\t",
      "<<",
      "\r\n",
      "\ufeff",
      "\u0000",
      "1",
    );
    const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary", maxLength: 60 })), (text) => {
        const { tree, diagnostics } = parse(text);
        if (!tree) expect(diagnostics).not.toEqual([]);
        for (const { range } of diagnostics) expect(range?.start.line).toBeGreaterThan(0);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});

describe("scanning for depth", () => {
  it("counts at least the depth that a value has, written as blocks or with brackets", () => {
    const depth = (node: unknown): number =>
      node !== null && typeof node === "object" ? 1 + Math.max(0, ...Object.values(node).map(depth)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 12 }), fc.boolean(), (json, flow) => {
        fc.pre(depth(json) > 1);
        const text = flow ? JSON.stringify(json) : stringify(json);
        expect(firstTooDeep(text, depth(json) - 1)).toBeDefined();
      }),
    );
  });

  it("does not count brackets in texts and comments", () => {
    expect(
      firstTooDeep(`# ${"[".repeat(200)}\na: "${"[".repeat(200)}"\nb: |\n  ${"[".repeat(200)}\n`, 10),
    ).toBeUndefined();
  });
});
