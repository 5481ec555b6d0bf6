import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { bullets, heading, paragraph, table } from "../../src/emit/markdown/blocks";
import { inlineCode } from "../../src/emit/markdown/inline";
import { bareLabel, quotedLabel } from "../../src/emit/markdown/mermaid";
import { renderMarkdown } from "../../src/emit/markdown/render";

const HOSTILE = "a | b\n# c <script>alert(1)</script> \u0024{x} %{y} `code` [l](https://e.example) *z* &amp; \\";

function read(text: string) {
  return fromMarkdown(text);
}

/** Cells of a row as GFM splits them: at each bar without a backslash, which then goes. */
function cells(row: string): readonly string[] {
  const inside = row.replace(/^\| /, "").replace(/ \|$/, "");
  return inside.split(/ (?<!\\)\| /).map((cell) => words(read(cell.replaceAll("\\|", "|"))));
}

function words(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  if ("value" in node) return String(node.value);
  return "children" in node && Array.isArray(node.children) ? node.children.map(words).join("") : "";
}

describe("Markdown of hostile text", () => {
  const oneLine = HOSTILE.replace("\n", " ");

  it("stays the text of one paragraph", () => {
    const { children } = read(renderMarkdown([paragraph(HOSTILE)]));
    expect(children.map(({ type }) => type)).toEqual(["paragraph"]);
    expect(words(children[0])).toBe(oneLine);
  });

  it("stays the text of one heading", () => {
    const { children } = read(renderMarkdown([heading(2, HOSTILE)]));
    expect(children).toHaveLength(1);
    expect(words(children[0])).toBe(oneLine);
  });

  it("stays in its cell, as text and as code", () => {
    const rows = [["first", HOSTILE, inlineCode(HOSTILE)]];
    const [header, delimiter, row, ...rest] = renderMarkdown([table(["A", "B", "C"], rows)])
      .trimEnd()
      .split("\n");
    expect([header, delimiter, rest]).toEqual(["| A | B | C |", "| - | - | - |", []]);
    expect(cells(row ?? "")).toEqual(["first", oneLine, oneLine]);
  });

  it("stays in its list item", () => {
    const [list, ...rest] = read(renderMarkdown([bullets([HOSTILE, "second"])])).children;
    expect(rest).toEqual([]);
    expect(list?.type === "list" && list.children.map(words)).toEqual([oneLine, "second"]);
  });

  it("comes back from Markdown whatever it is", () => {
    // Runs of spaces and spaces at the ends are not kept by Markdown itself.
    const text = fc.string({ unit: "grapheme-ascii", minLength: 1 }).map((raw) => `x ${raw} x`.replace(/\s+/g, " "));
    fc.assert(
      fc.property(text, (value) => {
        const [, , row = "", ...rest] = renderMarkdown([table(["H"], [[value]])])
          .trimEnd()
          .split("\n");
        expect(rest).toEqual([]);
        expect(cells(row)).toEqual([value]);
      }),
    );
  });

  it("refuses a row that does not fit its header", () => {
    expect(() => table(["A", "B"], [["only one"]])).toThrow("a row of 1 cells under A, B");
  });
});

describe("Mermaid labels", () => {
  it("leave nothing that Mermaid reads in a quoted label", () => {
    expect(quotedLabel('a "b" <i> %%{init}%% `c` & #')).toBe(
      '"a #34;b#34; #60;i#62; #37;#37;#123;init#125;#37;#37; #96;c#96; #38; #35;"',
    );
  });

  it("lose the separators where no quoting exists", () => {
    expect(bareLabel("a: b; #c, %%{d}\ne")).toBe("a b c d e");
  });
});
