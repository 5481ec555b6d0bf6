import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about what stores hold, where it may be and who may see it. */

interface AllowedRegions {
  readonly regions: readonly string[];
  /** Who sets the limit. */
  readonly by: "requirements.residency" | "gdpr";
}

export function regionOutside(range: SourceRange, region: string, what: string, allowed: AllowedRegions): Diagnostic {
  const byGdpr = allowed.by === "gdpr";
  return error("residency", range, {
    message: `${what} ${quoted(region)} is outside the regions that may hold the plan's data`,
    expected: oneOf(allowed.regions),
    fix: byGdpr
      ? "choose one of these: under GDPR data stays in the EEA, the United Kingdom or Switzerland; or name the regions that your transfer rules allow in `requirements.residency.regions`"
      : "choose one of these, or add the region to `requirements.residency.regions`",
  });
}

export function publicStoreUnderStandard(range: SourceRange, store: string, standards: readonly string[]): Diagnostic {
  return error("public-store", range, {
    message: `anybody may read store ${quoted(store)}, and the plan is under ${standards.join(" and ")}`,
    expected: "no store of the system open to everybody",
    fix: "remove `publicRead`; serve what is public by a service or from another plan",
  });
}

export function publicStoreOfSensitiveData(range: SourceRange, store: string, what: string): Diagnostic {
  return error("public-store", range, {
    message: `anybody may read store ${quoted(store)}, which holds ${what}`,
    expected: "classification `public`, without personal or cardholder data",
    fix: "remove `publicRead`, or keep what is public in a store of its own",
  });
}

export function publicStoreBlocked(range: SourceRange, store: string, block: SourceRange | null): Diagnostic {
  return error("public-store", range, {
    message: `anybody may read store ${quoted(store)}, but the account blocks public access to every bucket`,
    fix: "remove `publicRead`, or set `security.publicAccessBlock: false`",
    ...(block === null ? {} : { related: [{ range: block, message: "the block" }] }),
  });
}

export function lockAfterRetention(
  range: SourceRange,
  store: string,
  lock: string,
  retention: { readonly range: SourceRange; readonly text: string },
): Diagnostic {
  return error("object-lock", range, {
    message: `store ${quoted(store)} locks objects for longer than it may keep them`,
    found: `locked ${lock}, kept ${retention.text}`,
    expected: `a lock of at most ${retention.text}`,
    related: [{ range: retention.range, message: "the retention" }],
  });
}

export function lockedPersonalData(range: SourceRange, store: string): Diagnostic {
  return warning("object-lock", range, {
    message: `store ${quoted(store)} holds personal data that nobody can erase before its lock ends`,
    fix: "use mode `governance`, which a role of your choice may override, unless a law obliges you to keep the data",
  });
}
