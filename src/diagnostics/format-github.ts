import type { Diagnostic, DiagnosticSeverity } from "./diagnostic";
import { sortDiagnostics } from "./sort-diagnostics";
import { counted, visibleText } from "./visible-text";
import { wholeMessage } from "./whole-message";

/** Annotations of one kind that GitHub shows for a step; further ones vanish without a word. */
const SHOWN_PER_STEP = 10;

const COMMANDS: Readonly<Record<DiagnosticSeverity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Workflow commands for GitHub Actions. When there are more findings of a severity than GitHub shows, the tenth
 * annotation says how many are left out.
 *
 * @param _sources unused: GitHub shows the line itself
 */
export function formatGithub(diagnostics: readonly Diagnostic[], _sources: ReadonlyMap<string, string>): string {
  const sorted = sortDiagnostics(diagnostics);
  const severities: readonly DiagnosticSeverity[] = ["error", "warning", "note"];
  const lines = severities.flatMap((severity) =>
    ofSeverity(
      severity,
      sorted.filter((one) => one.severity === severity),
    ),
  );
  return lines.map((line) => `${line}\n`).join("");
}

function ofSeverity(severity: DiagnosticSeverity, diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length <= SHOWN_PER_STEP) return diagnostics.map(command);
  const left = diagnostics.length - SHOWN_PER_STEP + 1;
  return [
    ...diagnostics.slice(0, SHOWN_PER_STEP - 1).map(command),
    `::${COMMANDS[severity]} title=opsplan::${escapeData(`${counted(left, `more ${severity}`)}; the log of \`opsplan validate\` lists all`)}`,
  ];
}

function command(diagnostic: Diagnostic): string {
  const { code, severity, range } = diagnostic;
  const properties = [
    ...(range
      ? [
          `file=${escapeProperty(range.file)}`,
          `line=${range.start.line}`,
          // GitHub takes columns of a single line only.
          ...(range.end.line === range.start.line
            ? [`col=${range.start.column}`, `endColumn=${range.end.column}`]
            : []),
        ]
      : []),
    `title=${escapeProperty(code)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(",")}::${escapeData(wholeMessage(diagnostic))}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visibleText(text)).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
