import type { Diagnostic, SourceRange } from "../diagnostic";
import { error } from "./finding";

/** Something that the plan promises and that nothing generated or written provides. */
export interface DanglingEdge {
  readonly kind: string;
  readonly name: string;
  readonly missing: readonly string[];
  readonly hint: string;
}

export function danglingEvidence(edge: DanglingEdge, environment: string, range: SourceRange): Diagnostic {
  return error("dangling-evidence", range, {
    message: `nothing generated for environment ${environment} provides the ${edge.kind} ${edge.name}`,
    found: `no ${edge.missing.join(", no ")}`,
    expected: `every ${edge.kind} to resolve to generated resources or documents`,
    fix: edge.hint,
  });
}

export function duplicatePlan(key: string, range: SourceRange, first: SourceRange): Diagnostic {
  return {
    ...error("duplicate-plan", range, {
      message: `two plans write the stacks ${key}-*`,
      expected: "a name of its own for each plan",
      fix: "rename one of the plans in metadata.name",
    }),
    related: [{ range: first, message: "the first plan of this name" }],
  };
}

export function baselineTwice(
  place: { readonly account: string; readonly region: string },
  second: { readonly range: SourceRange; readonly environment: string },
  first: { readonly range: SourceRange; readonly plan: string; readonly environment: string },
): Diagnostic {
  return {
    ...error("account-baseline-twice", second.range, {
      message: `environment ${second.environment} owns the baseline of account ${place.account} in ${place.region}, and so does ${first.environment} of ${first.plan}`,
      expected: "one owner of an account's settings in a region",
      fix: "write `accountBaseline: existing` below `security` of all but one",
    }),
    related: [{ range: first.range, message: "the first owner" }],
  };
}
