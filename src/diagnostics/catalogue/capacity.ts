import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about the users to carry, and about what the plan sets against them. */

export function growthRange(range: SourceRange, found: string, reason: string, most: number): Diagnostic {
  return error("growth-range", range, {
    message: "nothing can be planned for this growth",
    found: quoted(found),
    expected: `1x to ${most}x, as a multiple of today's peak: ${reason}`,
  });
}

/** A maximum that does not carry the target. */
export interface ShortMaximum {
  /** `service \`api\` runs at most 90 tasks`. */
  readonly allows: string;
  readonly needs: string;
  readonly arithmetic: string;
  readonly expected: string;
  readonly fix: string;
  /** Where the target is written. */
  readonly target: SourceRange;
}

export function capacityTarget(range: SourceRange, short: ShortMaximum): Diagnostic {
  return error("capacity-target", range, {
    message: `${short.allows}, and the target needs ${short.needs}`,
    found: short.arithmetic,
    expected: short.expected,
    fix: short.fix,
    related: [{ range: short.target, message: "the target" }],
  });
}

export function scheduleBelowTarget(
  range: SourceRange,
  {
    schedule,
    service,
    max,
    needs,
    arithmetic,
    target,
  }: {
    readonly schedule: string;
    readonly service: string;
    readonly max: number;
    readonly needs: string;
    readonly arithmetic: string;
    readonly target: SourceRange;
  },
): Diagnostic {
  return warning("schedule-below-target", range, {
    message: `schedule ${quoted(schedule)} lets ${quoted(service)} grow to ${max} only, and the target needs ${needs}`,
    found: arithmetic,
    fix: "raise it, unless the peak never falls into the schedule's hours",
    related: [{ range: target, message: "the target" }],
  });
}
