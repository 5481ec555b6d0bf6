import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted, quotedPath } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about standards that the plan is under, and about audit logs. */

export function retentionBelowStandard(
  range: SourceRange,
  place: string,
  found: string,
  standard: { readonly range: SourceRange; readonly name: string; readonly asks: string; readonly least: string },
): Diagnostic {
  return warning("compliance-retention", range, {
    message: `${quotedPath(place)} is shorter than ${standard.name} asks for`,
    found,
    expected: `${standard.least} or more: ${standard.asks}`,
    fix: `write ${quoted(standard.least)}, or remove it: it is derived from the plan's standards`,
    related: [{ range: standard.range, message: "the standard" }],
  });
}

export function organizationUnnamed(range: SourceRange): Diagnostic {
  return error("organization-trail", range, {
    message: "an organisation's trail needs to know the organisation: its bucket admits no other",
    fix: "add `security.auditLog.organizationId`, as `aws organizations describe-organization` shows it",
  });
}

export function organizationWithoutTrail(range: SourceRange): Diagnostic {
  return warning("organization-trail", range, {
    message: "`security.auditLog.organizationId` has no effect without `organizationTrail: true`",
    fix: "set `security.auditLog.organizationTrail` to true, or remove the organisation",
  });
}

export function auditLogElsewhere(range: SourceRange, key: string, bucket: SourceRange): Diagnostic {
  return warning("audit-log-elsewhere", range, {
    message: `\`security.auditLog.${key}\` has no effect beside \`security.existing.logBucket\`: who owns the bucket decides`,
    fix: "remove one of the two; without the existing bucket audit logs get one of their own",
    related: [{ range: bucket, message: "the existing bucket" }],
  });
}
