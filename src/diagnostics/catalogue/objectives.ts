import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, suggestion, warning } from "./finding";

/** Findings about service-level objectives: what cannot be measured, and targets that no alarm can serve. */

export function noRequestsToMeasure(
  range: SourceRange,
  slo: string,
  service: string,
  sli: string,
  others: readonly string[],
): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: no load balancer sees requests to ${quoted(service)}`,
    found: `sli ${sli} on a service that is not public`,
    expected: `a service with a \`port\` and \`exposure: public\`, or an indicator that needs no load balancer: ${oneOf(others)}`,
  });
}

/** What an SLO needs besides its indicator, and what it says but does not need. */
export function sloFieldMissing(range: SourceRange, slo: string, sli: string, field: string, fix: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: \`${sli}\` needs \`${field}\``,
    fix,
  });
}

export function sloFieldUnused(
  range: SourceRange,
  slo: string,
  sli: string,
  field: string,
  users: readonly string[],
): Diagnostic {
  const others = users.map((user) => `\`sli: ${user}\``).join(" or ");
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} has \`${field}\`, which \`${sli}\` does not use`,
    fix: `remove \`${field}\`${others === "" ? "" : `, or write ${others}`}`,
  });
}

export function noCdn(range: SourceRange, slo: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: the plan has no CloudFront distribution`,
    found: "source cdn with edge.cdn false",
    fix: "set `edge.cdn` to true, or remove `source` to measure at the load balancer",
  });
}

export function jobIncomplete(range: SourceRange, slo: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: its job does not say how runs are counted`,
    expected: "either `stateMachine`, or both `succeeded` and `failed`",
  });
}

export function metricsAmbiguous(range: SourceRange, slo: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: \`total\` goes with either good or bad events`,
    expected: "exactly one of `good` and `bad`",
  });
}

export function canaryInterval(range: SourceRange, slo: string, found: string): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: CloudWatch Synthetics does not probe at this interval`,
    found,
    expected: "whole minutes, 1 to 60",
  });
}

export function queueNotUsed(
  range: SourceRange,
  slo: string,
  store: string,
  reason: string,
  queues: readonly string[],
): Diagnostic {
  return error("slo-not-measurable", range, {
    message: `SLO ${quoted(slo)} cannot be measured: ${quoted(store)} ${reason}`,
    expected: "an sqs store in the service's `uses`",
    ...suggestion(store, queues),
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
  numbers: {
    readonly target: string;
    readonly window: string;
    readonly tier: string;
    readonly factor: string;
    readonly limit: string;
  },
): Diagnostic {
  return error("slo-target", range, {
    message: `SLO ${quoted(slo)} can never alarm over ${numbers.tier}: its target is too low for the burn rate`,
    found: `${numbers.target} over ${numbers.window}`,
    expected: `more than 1 − 1/${numbers.factor} = ${numbers.limit}; at ${numbers.factor} times the budget even total failure does not reach the alarm`,
    fix: "raise the target, shorten the window, or give `tiers` with a smaller share of the budget",
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

export function tierWindow(range: SourceRange, slo: string, found: string, expected: string): Diagnostic {
  return error("slo-tier", range, { message: `a tier of SLO ${quoted(slo)} cannot be an alarm`, found, expected });
}

/** Derived tiers that would all go off while the objective is kept. */
export function noTierLeft(
  range: SourceRange,
  slo: string,
  numbers: { readonly window: string; readonly rates: readonly string[]; readonly least: string },
): Diagnostic {
  return error("slo-tier", range, {
    message: `the window of SLO ${quoted(slo)} is too short for the usual tiers: all would fire while its target is met`,
    found: `${numbers.window}, which makes burn rates of ${numbers.rates.join(", ")}`,
    expected: `a burn rate of ${numbers.least} or more: budget × window ÷ long`,
    fix: "write `tiers` with a larger share of the budget, or lengthen the window",
  });
}

/** A tier that goes off before the budget is spent faster than evenly. */
export function tierSlow(
  range: SourceRange,
  slo: string,
  numbers: { readonly tier: string; readonly factor: string; readonly least: string; readonly even: string },
): Diagnostic {
  return warning("slo-burn-rate", range, {
    message: `the tier over ${numbers.tier} of SLO ${quoted(slo)} fires while the target is met`,
    found: `a burn rate of ${numbers.factor}`,
    expected: `${numbers.least} or more; at 1 the budget lasts as long as the window`,
    fix: `give it ${numbers.even} of the budget or more, or a shorter long window`,
  });
}

/** `most` is the longest interval between probes that works; null where no interval does. */
export function tierProbes(
  range: SourceRange,
  slo: string,
  numbers: {
    readonly every: string;
    readonly tier: string;
    readonly long: string;
    readonly short: string;
    readonly probes: number;
    readonly most: string | null;
  },
): Diagnostic {
  const { every, tier, long, short, probes, most } = numbers;
  return error("slo-tier", range, {
    message: `SLO ${quoted(slo)} can never alarm over ${tier}: its probes come too seldom`,
    found: `a probe every ${every}: ${long}, ${short}`,
    expected: `at least ${probes} in the long window, which its minimums ask for, and 1 in the short one`,
    fix:
      most === null
        ? "lower `minimumEvents` and `minimumFailures`, or give `tiers` with longer windows"
        : `probe every ${most} or more often, or give \`tiers\` with longer windows`,
  });
}

export function tierRepeated(range: SourceRange, slo: string, long: string, first: SourceRange): Diagnostic {
  return error("slo-tier", range, {
    message: `two tiers of SLO ${quoted(slo)} look back ${long}`,
    related: [{ range: first, message: "the first" }],
    fix: "remove one of them, or give it another long window",
  });
}

export function maintenanceLength(range: SourceRange, slo: string, name: string, found: string): Diagnostic {
  return error("slo-maintenance", range, {
    message: `maintenance ${quoted(name)} of SLO ${quoted(slo)} cannot be scheduled`,
    found,
    expected: "whole minutes, from 1 minute to less than a day",
  });
}

interface Silence {
  readonly slo: string;
  /** Name of the window. */
  readonly name: string;
  readonly tier: string;
}

/** One day's silence lasts until the next day's begins, all week. */
export function maintenanceEndless(
  range: SourceRange,
  { slo, name, tier }: Silence,
  numbers: { readonly window: string; readonly short: string; readonly gap: string },
): Diagnostic {
  return error("slo-maintenance", range, {
    message: `maintenance ${quoted(name)} of SLO ${quoted(slo)} silences the tier over ${tier} all week`,
    found: `${numbers.window} of maintenance and ${numbers.short} of the tier's short window, begun again within ${numbers.gap}`,
    expected: `together less than ${numbers.gap}`,
    fix: "take fewer days or a shorter window, or give the tier a shorter short window",
  });
}

export function sloNameClash(range: SourceRange, words: string, first: SourceRange): Diagnostic {
  return error("slo-name-clash", range, {
    message: `two SLOs would give their alarms the same names, which begin with ${quoted(words)}`,
    related: [{ range: first, message: "the other one" }],
    fix: "rename one of the SLOs",
  });
}

/** A service has an alarm of its own by the name that the SLO would give its. */
export function sloNameTaken(range: SourceRange, slo: string, alarm: string): Diagnostic {
  return error("slo-name-clash", range, {
    message: `SLO ${quoted(slo)} would give the alarm that guards its deployments the name of another one`,
    found: quoted(alarm),
    fix: "rename the SLO",
  });
}
