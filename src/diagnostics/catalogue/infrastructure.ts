import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted, quotedPath } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about networks, stores and periods. */

export function cidrInvalid(range: SourceRange, found: string): Diagnostic {
  return error("cidr-invalid", range, {
    message: `${quoted(found)} is no IPv4 range`,
    expected: "four numbers from 0 to 255 and a prefix from 0 to 32",
  });
}

export function cidrPrefix(range: SourceRange, found: string): Diagnostic {
  return error("cidr-invalid", range, {
    message: `${quoted(found)} is no size for the VPC`,
    expected: "a prefix from /16 to /20: AWS allows no more, and subnets of three tiers and zones need that much",
  });
}

export function cidrUnaligned(range: SourceRange, found: string, aligned: string): Diagnostic {
  return error("cidr-invalid", range, {
    message: `${quoted(found)} does not begin where a range of its size begins`,
    fix: `write ${quoted(aligned)}`,
  });
}

export function cidrClash(
  range: SourceRange,
  found: string,
  other: { readonly range: SourceRange; readonly text: string; readonly what: string },
): Diagnostic {
  return error("cidr-clash", range, {
    message: `${quoted(found)} overlaps ${other.what}, ${quoted(other.text)}`,
    fix: "choose ranges that share no address",
    related: [{ range: other.range, message: other.what }],
  });
}

export function existingNetworkCidr(range: SourceRange, existing: SourceRange): Diagnostic {
  return warning("network-existing", range, {
    message: "`network.cidr` has no effect beside `network.existing`",
    fix: "remove one of the two",
    related: [{ range: existing, message: "the existing network" }],
  });
}

export function periodRange(range: SourceRange, place: string, found: string, expected: string): Diagnostic {
  return error("period-range", range, { message: `${quotedPath(place)} is out of range`, found, expected });
}

export function percentageRange(range: SourceRange, place: string, found: string, expected: string): Diagnostic {
  return error("percentage-range", range, { message: `${quotedPath(place)} is out of range`, found, expected });
}

export function alarmAfterRetention(
  age: { readonly range: SourceRange; readonly text: string },
  retention: { readonly range: SourceRange; readonly text: string },
  store: string,
): Diagnostic {
  return error("period-range", age.range, {
    message: `queue ${quoted(store)} drops messages before its alarm can see their age`,
    found: `maxAge ${age.text}, retention ${retention.text}`,
    expected: `maxAge below ${retention.text}`,
    related: [{ range: retention.range, message: "the retention" }],
  });
}
