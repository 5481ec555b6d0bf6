import type { Diagnostic } from "../../src/diagnostics/diagnostic";
import { formatGithub } from "../../src/diagnostics/format-github";
import { formatJson } from "../../src/diagnostics/format-json";
import { formatPretty } from "../../src/diagnostics/format-pretty";
import { formatSarif } from "../../src/diagnostics/format-sarif";
import { nearestName } from "../../src/diagnostics/nearest-name";

const SOURCES = new Map([
  ["plan.yaml", 'first: 1\n\tsecond: "漢字"\n  third: x\r\n'],
  ["long.yaml", `${"a".repeat(300)} fault ${"b".repeat(300)}`],
]);

function at(line: number, column: number, width: number, file = "plan.yaml") {
  return { file, start: { line, column }, end: { line, column: column + width } };
}

function finding(parts: Partial<Diagnostic>): Diagnostic {
  return { code: "some-code", severity: "error", message: "something is wrong", range: at(1, 1, 5), ...parts };
}

describe("pretty", () => {
  it("shows the line, the carets and the facts, and counts at the end", () => {
    const diagnostic = finding({ found: "1", expected: "2", fix: "write 2", range: at(1, 8, 1) });
    expect(formatPretty([diagnostic], SOURCES)).toBe(`error[some-code]: something is wrong
 --> plan.yaml:1:8
  |
1 | first: 1
  |        ^
  = found: 1
  = expected: 2
  = fix: write 2

1 error
`);
  });

  it("widens tabs and wide characters", () => {
    const text = formatPretty([finding({ range: at(2, 11, 2) })], SOURCES);
    expect(text).toContain('2 |     second: "漢字"\n  |              ^^^^\n');
  });

  it("cuts a long line around the fault", () => {
    const lines = formatPretty([finding({ range: at(1, 302, 5, "long.yaml") })], SOURCES).split("\n");
    const source = lines[3] ?? "";
    expect(source.length).toBeLessThan(120);
    expect(source.slice((lines[4] ?? "").indexOf("^"), (lines[4] ?? "").lastIndexOf("^") + 1)).toBe("fault");
  });

  it("sorts by file, line, column and code, shows each finding once, and is silent without any", () => {
    const late = finding({ range: at(3, 3, 5), severity: "warning" });
    const other = finding({ range: at(1, 1, 1, "long.yaml"), severity: "note" });
    const text = formatPretty([late, finding({}), other, finding({}), finding({ code: "a-code" })], SOURCES);
    expect(text.match(/^\w+\[.*$/gm)).toEqual([
      "note[some-code]: something is wrong",
      "error[a-code]: something is wrong",
      "error[some-code]: something is wrong",
      "warning[some-code]: something is wrong",
    ]);
    expect(text.endsWith("\n\n2 errors, 1 warning, 1 note\n")).toBe(true);
    expect(formatPretty([], SOURCES)).toBe("");
  });

  it("colours only when asked, and never passes on a control character", () => {
    const hostile = finding({
      message: "a\u001b[31mb\u0000c\nd",
      found: "e\u202ef",
      range: at(1, 1, 1, "p\u0007.yaml"),
    });
    const sources = new Map([["p\u0007.yaml", "x\u001b[2J"]]);
    expect(formatPretty([hostile], sources)).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(formatPretty([hostile], sources, { colour: true })).toContain("\u001b[1;31merror[some-code]\u001b[0m");
  });

  it("does without a range, and without the source", () => {
    const { range: _, ...placeless } = finding({});
    expect(formatPretty([placeless], SOURCES)).toBe("error[some-code]: something is wrong\n\n1 error\n");
    expect(formatPretty([finding({})], new Map())).toContain(" --> plan.yaml:1:1\n\n1 error");
  });

  it("repeats no line that holds a secret, not even for another finding on it", () => {
    const text = formatPretty([finding({ code: "secret-in-clear-text" }), finding({})], SOURCES);
    expect(text).not.toContain("first: 1");
  });
});

describe("json", () => {
  it("is sorted, with counts", () => {
    const parsed = JSON.parse(
      formatJson([finding({ severity: "warning", related: [{ range: at(3, 1, 1), message: "m" }] })], SOURCES),
    );
    expect(parsed.counts).toEqual({ error: 0, warning: 1, note: 0 });
    expect(parsed.diagnostics[0]).toEqual(
      finding({ severity: "warning", related: [{ range: at(3, 1, 1), message: "m" }] }),
    );
  });
});

describe("sarif", () => {
  it("has the parts that SARIF 2.1.0 requires, with rules by index", () => {
    const log = JSON.parse(
      formatSarif(
        [finding({ range: at(1, 2, 3, "a folder/plan:1.yaml"), related: [{ range: at(3, 1, 1), message: "m" }] })],
        SOURCES,
      ),
    );
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run.tool.driver.rules).toEqual([{ id: "some-code" }]);
    expect(run.results).toEqual([
      {
        ruleId: "some-code",
        ruleIndex: 0,
        level: "error",
        message: { text: "something is wrong" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "a%20folder/plan%3A1.yaml" },
              region: { startLine: 1, startColumn: 2, endLine: 1, endColumn: 5 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 0,
            physicalLocation: {
              artifactLocation: { uri: "plan.yaml" },
              region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 2 },
            },
            message: { text: "m" },
          },
        ],
      },
    ]);
  });
});

describe("github", () => {
  it("escapes what would end a command", () => {
    const text = formatGithub(
      [finding({ message: "50% off", fix: "a\nb", range: at(2, 3, 4, "a,b:c.yaml") })],
      SOURCES,
    );
    expect(text).toBe("::error file=a%2Cb%3Ac.yaml,line=2,col=3,endColumn=7,title=some-code::50%25 off%0Afix: a b\n");
  });

  it("shows ten of each severity, the tenth counting the rest", () => {
    const many = Array.from({ length: 25 }, (_, index) => finding({ range: at(index + 1, 1, 1) }));
    const lines = formatGithub([...many, finding({ severity: "note" })], SOURCES)
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(11);
    expect(lines[9]).toBe("::error title=opsplan::16 more errors; the log of `opsplan validate` lists all");
    expect(lines[10]).toMatch(/^::notice /);
  });
});

describe("the nearest name", () => {
  it.each([
    ["scalling", ["scaling", "slos"], "scaling"],
    ["rate_limit", ["rateLimit"], "rateLimit"],
    ["x", ["alpha", "beta"], undefined],
    ["y".repeat(10_000), ["y"], undefined],
  ])("of %.20s among %p is %p", (name, known, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });
});
