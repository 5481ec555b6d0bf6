import { recoveryPatternTooWeak } from "../../diagnostics/catalogue/recovery-objectives";
import { RECOVERY_PATTERNS } from "../../model/recovery";
import { placeOf } from "../places";
import { type FiledRecovery, recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";

/** A pattern written by hand may be costlier than the objectives ask for, never cheaper. */
export const recoveryPatternRule: Rule = {
  code: "recovery-pattern",
  check(context) {
    const { tree } = context;
    const recovery = recoveryOf(context);
    if (recovery === null || !isTooWeak(recovery)) return [];
    return [
      recoveryPatternTooWeak(
        placeOf(tree, ["recovery", "pattern"]),
        recovery.pattern,
        enough(recovery),
        recovery.derived.reason,
        placeOf(tree, ["requirements", "recovery"]),
      ),
    ];
  },
};

export function isTooWeak({ pattern, derived }: FiledRecovery): boolean {
  return RECOVERY_PATTERNS.indexOf(pattern) < RECOVERY_PATTERNS.indexOf(derived.pattern);
}

function enough({ derived }: FiledRecovery): readonly string[] {
  return RECOVERY_PATTERNS.slice(RECOVERY_PATTERNS.indexOf(derived.pattern));
}
