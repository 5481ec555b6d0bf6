import { unsupportedSection } from "../diagnostics/catalogue/shape";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic";
import { type PlanFile, planFileSchema } from "../model/schema/plan-file";
import { toPlain } from "../parse/locate";
import type { LocatedMap, PlanDocument } from "../parse/located";
import { withoutKeys } from "../parse/map-edits";
import { withoutFaults } from "./prune";
import { RULES } from "./rules/index";
import { secretInClearTextRule } from "./rules/secret-in-clear-text";
import { shapeDiagnostics } from "./shape";

export interface CheckResult {
  /** null when there is any error: what is not null is fit to be resolved. */
  readonly file: PlanFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sections of the plan file that later versions read. */
const UNSUPPORTED_SECTIONS = ["agents"] as const;

/** Checks one document: its shape, then every rule on what of it has the right shape. Reports all findings at once. */
export function check(document: PlanDocument): CheckResult {
  const tree = withoutKeys(document.tree, UNSUPPORTED_SECTIONS);
  const parsed = planFileSchema.safeParse(toPlain(tree));
  const pruned = withoutFaults(tree);
  const context = { file: pruned.sections, tree: pruned.tree, written: tree, environment: document.environment };
  const issues = parsed.success ? [] : parsed.error.issues.filter((issue) => !isParsersOwn(document, issue));
  const diagnostics = withoutEchoes([
    ...unsupported(document.tree),
    ...shapeDiagnostics(tree, issues),
    ...RULES.flatMap((rule) => rule.check(context)),
  ]);
  return { file: parsed.success && !hasErrors(diagnostics) ? parsed.data : null, diagnostics };
}

function unsupported(tree: LocatedMap): readonly Diagnostic[] {
  return UNSUPPORTED_SECTIONS.flatMap((name) => {
    const entry = tree.entries.get(name);
    return entry ? [unsupportedSection(entry.key.range, name)] : [];
  });
}

/** That a plan names no environment has been reported when it was parsed. */
function isParsersOwn(document: PlanDocument, issue: { readonly path: readonly PropertyKey[] }): boolean {
  const missing = document.environment === null && !document.tree.entries.has("environments");
  return missing && issue.path.length === 1 && issue.path[0] === "environments";
}

/** A secret in the wrong place is one finding: others there would repeat it in what they found. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const secrets = new Set(diagnostics.filter(isSecret).map(({ range }) => JSON.stringify(range)));
  return diagnostics.filter((found) => isSecret(found) || !secrets.has(JSON.stringify(found.range)));
}

function isSecret({ code }: Diagnostic): boolean {
  return code === secretInClearTextRule.code;
}
