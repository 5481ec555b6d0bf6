import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about recovery objectives: whether pattern, region, steps and backups can keep them. */

export function sameRecoveryRegion(range: SourceRange, region: string, first: SourceRange): Diagnostic {
  return error("recovery-region", range, {
    message: `the recovery region is the region itself, ${quoted(region)}`,
    expected: "another region, which a regional failure leaves standing",
    related: [{ range: first, message: "the region" }],
  });
}

export function recoveryRegionMissing(
  range: SourceRange,
  environment: string,
  pattern: string,
  reason: string | null,
): Diagnostic {
  return error("recovery-region-missing", range, {
    message: `${pattern} needs a recovery region, and environment ${quoted(environment)} names none`,
    ...(reason === null ? {} : { found: reason }),
    expected: "a region that replicas and a standby can stand in",
    fix: `set environments.${environment}.recoveryRegion`,
  });
}

export function regionLossUncovered(range: SourceRange, environment: string): Diagnostic {
  return warning("recovery-region-missing", range, {
    message: `nothing of environment ${quoted(environment)} survives the loss of its region`,
    found: "backup-and-restore without a recovery region: the objectives hold for the loss of a store only",
    fix: `set environments.${environment}.recoveryRegion, or write recovery.pattern: backup-and-restore to accept it`,
  });
}

export function recoveryPatternTooWeak(
  range: SourceRange,
  pattern: string,
  enough: readonly string[],
  reason: string,
  objectives: SourceRange,
): Diagnostic {
  return error("recovery-pattern", range, {
    message: `${quoted(pattern)} does not meet the recovery objectives`,
    found: reason,
    expected: oneOf(enough),
    fix: "write `auto` for the cheapest pattern that does",
    related: [{ range: objectives, message: "the objectives" }],
  });
}

export function recoveryUnused(range: SourceRange): Diagnostic {
  return warning("recovery-unused", range, {
    message: "`recovery` has no effect without recovery objectives",
    expected: "requirements.recovery with rpo and rto",
    fix: "set requirements.recovery, or remove `recovery`",
  });
}

export function recoveryPointMissed(
  range: SourceRange,
  missed: {
    readonly store: string;
    readonly when: string;
    readonly rpo: string;
    readonly least: string;
    readonly why: string;
    readonly pattern: string;
    readonly fix: string;
    readonly at: SourceRange;
  },
): Diagnostic {
  return error("recovery-point", range, {
    message: `store ${quoted(missed.store)} can lose ${missed.least} ${missed.when}`,
    found: `an RPO of ${missed.rpo}`,
    expected: `at least ${missed.least} by ${missed.pattern}: ${missed.why}`,
    fix: missed.fix,
    related: [{ range: missed.at, message: "the store" }],
  });
}

export function recoveryPointLost(range: SourceRange, store: string, why: string, ways: readonly string[]): Diagnostic {
  return error("recovery-point", range, {
    message: `store ${quoted(store)} is lost with the region, and no objective can be kept`,
    found: why,
    expected: "a store that is replicated or backed up into the recovery region",
    ...(ways.length === 0 ? {} : { fix: ways.join(", or ") }),
  });
}

export function recoveryTimeMissed(
  range: SourceRange,
  missed: {
    readonly what: string;
    readonly takes: string;
    readonly rto: string;
    readonly steps: readonly string[];
    readonly fix: string;
  },
): Diagnostic {
  return error("recovery-time", range, {
    message: `${missed.what} takes ${missed.takes}, longer than the RTO`,
    found: `${missed.steps.join(" + ")} = ${missed.takes}`,
    expected: `at most ${missed.rto}`,
    fix: missed.fix,
  });
}

export function measuredUnused(
  range: SourceRange,
  step: string,
  pattern: string,
  steps: readonly string[],
): Diagnostic {
  return warning("measured-unused", range, {
    message: `the measured length of ${quoted(step)} has no effect: a recovery by ${pattern} has no such step here`,
    expected: oneOf(steps),
    fix: "remove it",
  });
}

export function backupInterval(range: SourceRange, found: string, hours: readonly number[]): Diagnostic {
  return error("backup-interval", range, {
    message: "backups cannot be taken at the same hours every day",
    found: `every ${found}`,
    expected: `${hours.slice(0, -1).join("h, ")}h or ${hours.at(-1)}h`,
  });
}

export function backupIntervalAboveRpo(
  range: SourceRange,
  found: string,
  { rpo, longest, range: objective }: { readonly rpo: string; readonly longest: number; readonly range: SourceRange },
): Diagnostic {
  return error("backup-interval", range, {
    message: "backups are further apart than the recovery point objective allows",
    found: `every ${found}, with an RPO of ${rpo}`,
    expected: `at most ${longest}h`,
    fix: "shorten it, or leave it out: the longest that honours the RPO is derived",
    related: [{ range: objective, message: "the objective" }],
  });
}

export function storeWithoutBackup(range: SourceRange, store: string, reasons: string, fix: string): Diagnostic {
  return error("store-without-backup", range, {
    message: `store ${quoted(store)} has no backup`,
    expected: `a backup of whatever the plan must not lose: ${reasons}`,
    fix,
  });
}

export function approvalUnused(range: SourceRange, failover: SourceRange): Diagnostic {
  return warning("approval-unused", range, {
    message: "`recovery.approval` has no effect on a manual failover: a person starts it as it is",
    fix: "set requirements.recovery.failover: automated, or remove recovery.approval",
    related: [{ range: failover, message: "the failover" }],
  });
}

export function inheritedRecoveryRegion(
  range: SourceRange,
  region: string,
  recoveryRegion: string,
  example: SourceRange,
): Diagnostic {
  return warning("recovery-region-inherited", range, {
    message: `the plan runs in ${quoted(region)}, and recovers in ${quoted(recoveryRegion)}, the blueprint's example`,
    fix: "set `recoveryRegion` beside `region`: the same to confirm it, another, or null for none",
    related: [{ range: example, message: "the example" }],
  });
}

export function stateInLostRegion(range: SourceRange, region: string, environment: SourceRange): Diagnostic {
  return warning("recovery-state", range, {
    message: `Terraform's state stands in ${quoted(region)}, and the standby is applied once that region is lost`,
    expected: "a bucket that can be read on that day",
    fix: "keep the bucket in another region and set state.region, or replicate it there (S3 Cross-Region Replication)",
    related: [{ range: environment, message: "the region that may be lost" }],
  });
}
