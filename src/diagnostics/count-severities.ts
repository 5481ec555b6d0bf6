import type { Diagnostic, DiagnosticSeverity } from "./diagnostic";
import { counted } from "./visible-text";

export type SeverityCounts = Readonly<Record<DiagnosticSeverity, number>>;

export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

/** `2 errors, 1 warning`: severities that occur, most serious first. */
export function describeCounts(counts: SeverityCounts): string {
  const severities: readonly DiagnosticSeverity[] = ["error", "warning", "note"];
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], severity))
    .join(", ");
}
