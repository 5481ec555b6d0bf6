import type { SourcePosition, SourceRange } from "../diagnostics/diagnostic";
import type { SourceFile } from "./located";

/** Turns offsets in a text into lines and columns. */
export class SourcePositions {
  readonly #lineStarts: readonly number[];

  constructor(private readonly source: SourceFile) {
    const starts = [0];
    for (let at = source.text.indexOf("\n"); at >= 0; at = source.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  /** At least one character wide, so that there is something to point at. */
  range(start: number, end: number): SourceRange {
    return { file: this.source.name, start: this.position(start), end: this.position(Math.max(end, start + 1)) };
  }

  /** A range whose start is moved back to the last visible character when it lies behind the text. */
  rangeInText(start: number, end: number): SourceRange {
    const last = this.source.text.trimEnd().length - 1;
    return start > last ? this.range(Math.max(last, 0), last + 1) : this.range(start, end);
  }

  private position(offset: number): SourcePosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lineStart(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.lineStart(low) + 1 };
  }

  private lineStart(line: number): number {
    return this.#lineStarts[line] ?? 0;
  }
}

/** The first character of a file, for findings about the whole of it. */
export function startOf(file: string): SourceRange {
  return { file, start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
}
