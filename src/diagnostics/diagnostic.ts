/** A place in a source file. Lines and columns count from 1; `end` is exclusive. */
export interface SourceRange {
  /** As the user named it, relative where possible: never an absolute path of one machine. */
  readonly file: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** A second place that explains the first: the other duplicate, the list that lacks a name. */
export interface RelatedLocation {
  readonly range: SourceRange;
  readonly message: string;
}

export type DiagnosticSeverity = "error" | "warning" | "note";

/**
 * One finding in a user's input. `found`, `expected` and `fix` are kept apart so that every formatter can lay
 * them out its own way.
 */
export interface Diagnostic {
  /** Stable: scripts and waivers name it. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** One sentence, no full stop at its end. */
  readonly message: string;
  readonly found?: string;
  readonly expected?: string;
  /** What to do about it, as an instruction. */
  readonly fix?: string;
  /** Absent only when there is no file to point into. */
  readonly range?: SourceRange;
  readonly related?: readonly RelatedLocation[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
