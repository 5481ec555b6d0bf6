import type { Diagnostic, RelatedLocation, SourceRange } from "./diagnostic";
import { sortDiagnostics } from "./sort-diagnostics";
import { visibleText } from "./visible-text";
import { wholeMessage } from "./whole-message";

/**
 * SARIF 2.1.0, for code scanning.
 *
 * @param _sources unused: the viewer has the source
 */
export function formatSarif(diagnostics: readonly Diagnostic[], _sources: ReadonlyMap<string, string>): string {
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "opsplan", rules: codes.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: sorted.map((diagnostic) => result(diagnostic, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(diagnostic: Diagnostic, codes: readonly string[]) {
  const { code, severity, range, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: wholeMessage(diagnostic) },
    ...(range ? { locations: [{ physicalLocation: physicalLocation(range) }] } : {}),
    ...(related && related.length > 0 ? { relatedLocations: related.map(relatedLocation) } : {}),
  };
}

function relatedLocation({ range, message }: RelatedLocation, id: number) {
  return { id, physicalLocation: physicalLocation(range), message: { text: visibleText(message) } };
}

function physicalLocation({ file, start, end }: SourceRange) {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

/** A relative URI reference; a colon in its first segment would read as a scheme. */
function uriOf(file: string): string {
  const encoded = visibleText(file).split(/[\\/]/).map(encodeURIComponent);
  return encoded.join("/");
}
