import type { Diagnostic, DiagnosticSeverity, SourceRange } from "../diagnostic";
import { nearestName } from "../nearest-name";
import { quoted } from "../visible-text";

type Parts = Omit<Diagnostic, "code" | "severity" | "range">;

export function error(code: string, range: SourceRange | undefined, parts: Parts): Diagnostic {
  return finding(code, "error", range, parts);
}

export function warning(code: string, range: SourceRange | undefined, parts: Parts): Diagnostic {
  return finding(code, "warning", range, parts);
}

function finding(code: string, severity: DiagnosticSeverity, range: SourceRange | undefined, parts: Parts): Diagnostic {
  return range ? { code, severity, ...parts, range } : { code, severity, ...parts };
}

/** The fix for a misspelt name, when a known one is close. */
export function suggestion(name: string, known: readonly string[]): Pick<Diagnostic, "fix"> {
  const nearest = nearestName(name, known);
  return nearest === undefined ? {} : { fix: `did you mean ${quoted(nearest)}?` };
}
