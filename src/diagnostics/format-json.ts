import { countSeverities } from "./count-severities";
import type { Diagnostic, SourceRange } from "./diagnostic";
import { sortDiagnostics } from "./sort-diagnostics";
import { visibleText } from "./visible-text";

/**
 * For scripts: `{ diagnostics: [...], counts: { error, warning, note } }`. Columns count UTF-16 units from 1; the end
 * of a range is exclusive.
 *
 * @param _sources unused: a script reads the source itself
 */
export function formatJson(diagnostics: readonly Diagnostic[], _sources: ReadonlyMap<string, string>): string {
  const sorted = sortDiagnostics(diagnostics);
  return `${JSON.stringify({ diagnostics: sorted.map(cleaned), counts: countSeverities(sorted) }, null, 2)}\n`;
}

function cleaned({ code, severity, message, found, expected, fix, range, related }: Diagnostic): Diagnostic {
  return {
    code,
    severity,
    message: visibleText(message),
    ...(found === undefined ? {} : { found: visibleText(found) }),
    ...(expected === undefined ? {} : { expected: visibleText(expected) }),
    ...(fix === undefined ? {} : { fix: visibleText(fix) }),
    ...(range === undefined ? {} : { range: cleanedRange(range) }),
    ...(related === undefined
      ? {}
      : {
          related: related.map((other) => ({ range: cleanedRange(other.range), message: visibleText(other.message) })),
        }),
  };
}

function cleanedRange(range: SourceRange): SourceRange {
  return { ...range, file: visibleText(range.file) };
}
