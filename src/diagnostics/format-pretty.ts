import { countSeverities, describeCounts } from "./count-severities";
import type { Diagnostic, DiagnosticSeverity, SourceRange } from "./diagnostic";
import { sortDiagnostics } from "./sort-diagnostics";
import { sourceFrame } from "./source-frame";
import { visibleText } from "./visible-text";

export interface PrettyOptions {
  /** ANSI colours. @default false */
  readonly colour?: boolean;
}

/** Findings whose source lines must not be repeated in a log: they hold what should not be there. */
const WITHHELD_SOURCE: ReadonlySet<string> = new Set(["secret-in-clear-text"]);

const COLOURS: Readonly<Record<DiagnosticSeverity | "frame", number>> = { error: 31, warning: 33, note: 36, frame: 34 };

/** The lines of the file that a range points into; none where they are unknown or withheld. */
type SourceOf = (range: SourceRange) => readonly string[];

type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/**
 * For people: each finding with its source line, then a line that counts them. Empty text for no findings.
 *
 * @param sources text of each file, by the name that ranges carry
 */
export function formatPretty(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { colour = false }: PrettyOptions = {},
): string {
  const sorted = sortDiagnostics(diagnostics);
  if (sorted.length === 0) return "";
  const paint: Paint = (name, text) => (colour ? `\u001b[1;${COLOURS[name]}m${text}\u001b[0m` : text);
  const withheld = new Set(sorted.filter(({ code }) => WITHHELD_SOURCE.has(code)).map(({ range }) => lineOf(range)));
  const linesOf = new Map<string, readonly string[]>();
  for (const [file, text] of sources) linesOf.set(file, text.split("\n"));
  const sourceOf: SourceOf = (range) => (withheld.has(lineOf(range)) ? [] : (linesOf.get(range.file) ?? []));
  const blocks = sorted.map((diagnostic) => block(diagnostic, sourceOf, paint).join("\n"));
  return `${blocks.join("\n\n")}\n\n${describeCounts(countSeverities(sorted))}\n`;
}

function lineOf(range: SourceRange | undefined): string {
  return range ? `${range.start.line}:${range.file}` : "";
}

function block(diagnostic: Diagnostic, sourceOf: SourceOf, paint: Paint): readonly string[] {
  const { code, severity, message, range, related = [] } = diagnostic;
  const margin = " ".repeat(marginOf(diagnostic));
  return [
    `${paint(severity, `${severity}[${code}]`)}: ${visibleText(message)}`,
    ...(range ? [`${margin}${paint("frame", "-->")} ${place(range)}`, ...frame(range, sourceOf, margin, paint)] : []),
    ...related.flatMap((other) => [
      `${margin}${paint("frame", ":::")} ${place(other.range)}: ${visibleText(other.message)}`,
      ...frame(other.range, sourceOf, margin, paint),
    ]),
    ...facts(diagnostic).map(([name, text]) => `${margin} ${paint("frame", "=")} ${name}: ${visibleText(text)}`),
  ];
}

/** Wide enough for every line number of the finding, so that its frames line up. */
function marginOf({ range, related = [] }: Diagnostic): number {
  const lines = [range, ...related.map((other) => other.range)].map((other) => other?.start.line ?? 0);
  return String(Math.max(...lines)).length;
}

function frame(range: SourceRange, sourceOf: SourceOf, margin: string, paint: Paint): readonly string[] {
  const found = sourceFrame(range, sourceOf(range));
  if (!found) return [];
  const bar = paint("frame", "|");
  const source = found.source === "" ? "" : ` ${found.source}`;
  return [
    `${margin} ${bar}`,
    `${paint("frame", found.lineNumber.padStart(margin.length))} ${bar}${source}`,
    `${margin} ${bar} ${paint("frame", found.underline)}`,
  ];
}

function facts({ found, expected, fix }: Diagnostic): readonly (readonly [string, string])[] {
  return [
    ...(found === undefined ? [] : [["found", found] as const]),
    ...(expected === undefined ? [] : [["expected", expected] as const]),
    ...(fix === undefined ? [] : [["fix", fix] as const]),
  ];
}

function place({ file, start }: SourceRange): string {
  return `${visibleText(file)}:${start.line}:${start.column}`;
}
