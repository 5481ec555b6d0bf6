import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted, quotedPath } from "../visible-text";
import { error, suggestion, warning } from "./finding";

/** Findings about a plan's shape: keys, types, formats and ranges of single values. */

export function unknownKey(range: SourceRange, key: string, place: string, known: readonly string[]): Diagnostic {
  return error("unknown-key", range, {
    message: `unknown key ${quoted(key)} ${where(place)}`,
    expected: oneOf(known),
    ...suggestion(key, known),
  });
}

/** @param others names of members that may have been meant instead of the one that lacks the key */
export function missingKey(
  range: SourceRange,
  key: string,
  place: string,
  expected: string,
  others: readonly string[],
): Diagnostic {
  return error("missing-key", range, {
    message: `${quoted(key)} is missing ${where(place)}`,
    expected,
    ...suggestion(place.split(".").at(-1) ?? "", others),
  });
}

function where(place: string): string {
  return place === "" ? "at the top level" : `in ${quotedPath(place)}`;
}

export function wrongType(
  range: SourceRange,
  place: string,
  found: string,
  expected: string,
  quote: boolean,
): Diagnostic {
  return error("wrong-type", range, {
    message: `${quotedPath(place)} is of the wrong type`,
    found,
    expected,
    ...(quote ? { fix: "put the value in quotes" } : {}),
  });
}

export function unknownValue(range: SourceRange, place: string, found: string, allowed: readonly string[]): Diagnostic {
  return error("unknown-value", range, {
    message: `${quotedPath(place)} cannot be ${quoted(found)}`,
    expected: oneOf(allowed),
    ...suggestion(found, allowed),
  });
}

export function closedService(
  range: SourceRange,
  found: string,
  service: { readonly name: string; readonly state: string; readonly instead: string },
): Diagnostic {
  return error("closed-service", range, {
    message: `${service.name} is ${service.state}`,
    found: quoted(found),
    fix: `use ${service.instead}`,
  });
}

export function badFormat(range: SourceRange, place: string, found: string, expected: string): Diagnostic {
  return error("bad-format", range, { message: `${quotedPath(place)} is not written as it must be`, found, expected });
}

export function outOfRange(range: SourceRange, place: string, found: string, expected: string): Diagnostic {
  return error("out-of-range", range, { message: `${quotedPath(place)} is out of range`, found, expected });
}

export function badKey(range: SourceRange, key: string, place: string, expected: string): Diagnostic {
  return error("bad-key", range, { message: `${quoted(key)} ${where(place)} is no valid name`, expected });
}

export function accountDigits(range: SourceRange, environment: string, found: string, unquoted: boolean): Diagnostic {
  return error("account-digits", range, {
    message: `the account of environment ${quoted(environment)} is not 12 digits`,
    found,
    expected: "an AWS account: 12 digits in quotes",
    ...(unquoted ? { fix: "put the account in quotes: YAML reads it as a number and drops leading zeros" } : {}),
  });
}

export function unsupportedSection(range: SourceRange, name: string): Diagnostic {
  return warning("unsupported-section", range, {
    message: `this version generates nothing from ${quoted(name)}`,
    fix: "remove the section, or keep it for a version that reads it",
  });
}
