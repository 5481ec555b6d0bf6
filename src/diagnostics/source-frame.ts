import type { SourceRange } from "./diagnostic";
import { visibleText } from "./visible-text";

const TAB_WIDTH = 4;
/** Columns of source shown; a longer line is cut around the fault. */
const WINDOW = 110;
/** Columns kept before the fault of a cut line. */
const LEAD = 30;

export interface SourceFrame {
  readonly lineNumber: string;
  readonly source: string;
  /** Spaces and carets to print below the source. */
  readonly underline: string;
}

/** A character of the source as it is printed, with the columns it takes on a terminal. */
interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 units, which is what columns of a range count. */
  readonly units: number;
}

/** The first line of a range and the carets below it; undefined when the source has no such line. */
export function sourceFrame(range: SourceRange, lines: readonly string[]): SourceFrame | undefined {
  const line = lines[range.start.line - 1]?.replace(/\r$/, "");
  if (line === undefined) return undefined;
  const endColumn = range.end.line === range.start.line ? range.end.column : Number.POSITIVE_INFINITY;
  const lineNumber = String(range.start.line);
  return { lineNumber, ...underlined(cellsOf(line), range.start.column - 1, endColumn - 1) };
}

function cellsOf(line: string): readonly Cell[] {
  return Array.from(line, (character): Cell => {
    if (character === "\t") return { text: " ".repeat(TAB_WIDTH), width: TAB_WIDTH, units: 1 };
    return { text: visibleText(character), width: widthOf(character), units: character.length };
  });
}

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;

function widthOf(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

function underlined(cells: readonly Cell[], start: number, end: number): Pick<SourceFrame, "source" | "underline"> {
  let units = 0;
  let column = 0;
  let caretStart = -1;
  let caretEnd = -1;
  let trimmedEnd = 0;
  for (const cell of cells) {
    if (caretStart < 0 && units + cell.units > start) caretStart = column;
    column += cell.width;
    units += cell.units;
    if (units <= end) caretEnd = column;
    if (cell.text.trim() !== "") trimmedEnd = column;
  }
  if (caretStart < 0) caretStart = column;
  caretEnd = Math.max(caretStart + 1, end === Number.POSITIVE_INFINITY ? trimmedEnd : caretEnd);
  return cut(cells, caretStart, caretEnd, trimmedEnd);
}

/** The part of the line around the carets that fits the window. */
function cut(
  cells: readonly Cell[],
  caretStart: number,
  caretEnd: number,
  lineEnd: number,
): Pick<SourceFrame, "source" | "underline"> {
  const from = lineEnd <= WINDOW ? 0 : Math.max(0, Math.min(caretStart - LEAD, lineEnd - WINDOW));
  const to = from + WINDOW;
  let column = 0;
  let shownFrom = -1;
  let source = "";
  for (const cell of cells) {
    if (column >= from && column + cell.width <= to) {
      if (shownFrom < 0) shownFrom = column;
      source += cell.text;
    }
    column += cell.width;
  }
  const before = from > 0 ? "…" : "";
  const indent = before.length + caretStart - Math.max(shownFrom, 0);
  const underline = " ".repeat(Math.max(indent, 0)) + "^".repeat(Math.max(1, Math.min(caretEnd, to) - caretStart));
  return { source: `${before}${source.trimEnd()}${lineEnd > to ? "…" : ""}`, underline };
}
