import { check } from "../../src/check/check";
import type { Diagnostic } from "../../src/diagnostics/diagnostic";
import { formatPretty } from "../../src/diagnostics/format-pretty";
import { sortDiagnostics } from "../../src/diagnostics/sort-diagnostics";
import type { PlanFile } from "../../src/model/schema/plan-file";
import { parsePlan } from "../../src/parse/parse-plan";
import { diskBlueprints } from "../parse/disk-blueprints";

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
  readonly pretty: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly files: readonly (PlanFile | null)[];
}

/** A text through parsing and checking, as `validate` does it. */
export function checkText(text: string, { name = "plan.yaml", folder = __dirname } = {}): Checked {
  const { documents, diagnostics, sources } = parsePlan({ name, text }, diskBlueprints(folder));
  const results = documents.map(check);
  const all = sortDiagnostics([...diagnostics, ...results.flatMap((result) => result.diagnostics)]);
  return {
    diagnostics: all,
    codes: all.map(({ code }) => code),
    pretty: formatPretty(all, sources),
    sources,
    files: results.map(({ file }) => file),
  };
}
