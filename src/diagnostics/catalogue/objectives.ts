import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about service-level objectives: what cannot be measured, and targets that no alarm can serve. */

export function noRequestsToMeasure(range: SourceRange, slo: string, service: string, sli: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: no load balancer sees requests to ${quoted(service)}`,
    found: `sli ${sli} on a service that is not public`,
    expected: "a service with a `port` and `exposure: public`, or `sli: queue-age`",
  });
}

export function thresholdMissing(range: SourceRange, slo: string, sli: string, example: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: \`${sli}\` needs a threshold`,
    fix: `add a \`threshold\` such as ${example}`,
  });
}

export function thresholdUnused(range: SourceRange, slo: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} has a threshold, but \`http-success\` counts answers, not their time`,
    fix: "remove the threshold, or write `sli: http-latency`",
  });
}

export function queueMissing(range: SourceRange, slo: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: \`queue-age\` needs the queue it watches`,
    fix: "add `store` with the name of an sqs store that the service uses",
  });
}

export function queueNotUsed(range: SourceRange, slo: string, store: string, reason: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: ${quoted(store)} ${reason}`,
    expected: "an sqs store in the service's `uses`",
  });
}

export function storeUnused(range: SourceRange, slo: string, sli: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} names a store, but \`${sli}\` watches requests`,
    fix: "remove `store`, or write `sli: queue-age`",
  });
}

export function noBudget(range: SourceRange, slo: string, target: string): Diagnostic {
  return error("slo-target", range, {
    message: `SLO ${quoted(slo)} leaves no error budget`,
    found: target,
    expected: "a target below 100 %",
  });
}

export function targetTooLow(
  range: SourceRange,
  slo: string,
  numbers: { readonly target: string; readonly window: string; readonly factor: string; readonly limit: string },
): Diagnostic {
  return error("slo-target", range, {
    message: `SLO ${quoted(slo)} can never page: its target is too low for the fastest burn-rate alarm`,
    found: `${numbers.target} over ${numbers.window}`,
    expected: `more than 1 − 1/${numbers.factor} = ${numbers.limit}; at ${numbers.factor} times the budget even total failure does not reach the alarm`,
  });
}

export function targetTooHigh(
  range: SourceRange,
  slo: string,
  numbers: { readonly target: string; readonly window: string; readonly budget: string; readonly least: string },
): Diagnostic {
  return warning("slo-budget", range, {
    message: `SLO ${quoted(slo)} leaves ${numbers.budget} of error budget: a page arrives when it is gone`,
    found: `${numbers.target} over ${numbers.window}`,
    expected: `at least ${numbers.least}, which is 99.95 % over 30 days`,
    fix: "lower the target, or lengthen the window",
  });
}

export function sloWindow(range: SourceRange, slo: string, found: string, maxDays: number): Diagnostic {
  return error("slo-window", range, {
    message: `the window of SLO ${quoted(slo)} is out of range`,
    found,
    expected: `whole days, 1 to ${maxDays}`,
  });
}
