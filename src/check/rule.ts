import type { Diagnostic } from "../diagnostics/diagnostic";
import type { LocatedMap } from "../parse/located";
import type { Sections } from "./prune";

/** What a rule reads. */
export interface RuleContext {
  /** The sections that parse, with defaults; a faulty part is left out, so each may be absent. */
  readonly file: Sections;
  /** What {@link file} was read from: its list indexes agree. */
  readonly tree: LocatedMap;
  /** The whole tree, faulty parts included: names are known from it even where their owner is faulty. */
  readonly written: LocatedMap;
  /** null when the plan names none. */
  readonly environment: string | null;
}

/** One check. It reports user mistakes and never throws; `code` is the one it reports, or the first of several. */
export interface Rule {
  readonly code: string;
  readonly check: (context: RuleContext) => readonly Diagnostic[];
}
