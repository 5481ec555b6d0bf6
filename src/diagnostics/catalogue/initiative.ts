import type { Diagnostic, SourceRange } from "../diagnostic";
import { error } from "./finding";

/** Findings about the initiative and the people on call. */

export function phaseSum(
  timeline: { readonly range: SourceRange; readonly text: string },
  phases: { readonly range: SourceRange; readonly texts: readonly string[]; readonly sum: string },
): Diagnostic {
  return error("phase-sum", timeline.range, {
    message: `the phases sum to ${phases.sum}, the timeline is ${timeline.text}`,
    found: phases.texts.length === 1 ? phases.sum : `${phases.texts.join(" + ")} = ${phases.sum}`,
    expected: timeline.text,
    fix: "change the timeline, or the duration of a phase",
    related: [{ range: phases.range, message: "the phases" }],
  });
}

export function escalationOrder(
  range: SourceRange,
  found: string,
  before: { readonly range: SourceRange; readonly text: string },
): Diagnostic {
  return error("escalation-order", range, {
    message: `an escalation step after ${found} follows one after ${before.text}`,
    expected: `more than ${before.text}`,
    fix: "order the steps by time; name channels told at the same time in one step",
    related: [{ range: before.range, message: "the step before" }],
  });
}
