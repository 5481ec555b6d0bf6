import type { Diagnostic, SourceRange } from "./diagnostic";

/**
 * By file, line, column, code; each finding once. A plan is checked once per environment, so a mistake outside
 * the environments is found several times.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = JSON.stringify([
      diagnostic.code,
      diagnostic.range ?? null,
      diagnostic.message,
      diagnostic.found ?? null,
    ]);
    if (!unique.has(key)) unique.set(key, diagnostic);
  }
  return [...unique.values()].sort(compare);
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return compareRanges(a.range, b.range) || compareTexts(a.code, b.code) || compareTexts(a.message, b.message);
}

function compareRanges(a: SourceRange | undefined, b: SourceRange | undefined): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  return compareTexts(a.file, b.file) || a.start.line - b.start.line || a.start.column - b.start.column;
}

/** By code unit, not by the machine's locale. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
