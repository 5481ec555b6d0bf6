import type { Diagnostic, RelatedLocation, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, suggestion, warning } from "./finding";

/** Findings about names: given twice, or not given at all. */

export function duplicateName(
  range: SourceRange,
  name: string,
  what: string,
  first: { readonly range: SourceRange; readonly what: string },
): Diagnostic {
  const both = what === first.what ? `two ${what}s` : `a ${first.what} and a ${what}`;
  return error("duplicate-name", range, {
    message: `${both} are named ${quoted(name)}`,
    fix: "rename one of them",
    related: [{ range: first.range, message: `the first ${quoted(name)}` }],
  });
}

export function repeatedMember(range: SourceRange, name: string, place: string, first: SourceRange): Diagnostic {
  return error("repeated-member", range, {
    message: `${quoted(name)} stands twice in ${place}`,
    fix: "remove one of the two",
    related: [{ range: first, message: "first here" }],
  });
}

export function unknownStore(
  range: SourceRange,
  name: string,
  user: string,
  known: readonly string[],
  list: RelatedLocation | undefined,
): Diagnostic {
  return error("unknown-store", range, {
    message: `service ${quoted(user)} uses ${quoted(name)}, which is no data store`,
    expected: oneOf(known),
    ...suggestion(name, known),
    ...(list ? { related: [list] } : {}),
  });
}

export function serviceAsStore(range: SourceRange, name: string, user: string, service: SourceRange): Diagnostic {
  return error("unknown-store", range, {
    message: `service ${quoted(user)} uses ${quoted(name)}, which is a service, not a data store`,
    fix: "remove it: services reach each other without `uses`",
    related: [{ range: service, message: "the service" }],
  });
}

export function unknownAgent(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-agent", range, {
    message: `there is no agent ${quoted(name)}`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function unknownDeliverable(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-deliverable", range, {
    message: `nothing is known to provide deliverable ${quoted(name)}`,
    expected: oneOf(known),
    ...withEvidence(name, known),
  });
}

export function unknownCriterion(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-criterion", range, {
    message: `no way is known to verify success criterion ${quoted(name)}`,
    expected: oneOf(known),
    ...withEvidence(name, known),
  });
}

function withEvidence(name: string, known: readonly string[]): Pick<Diagnostic, "fix"> {
  const nearest = suggestion(name, known);
  if (nearest.fix !== undefined) return nearest;
  return { fix: `say what backs it: \`initiative.evidence: { ${name}: { document: …, verification: … } }\`` };
}

export function unknownTimeZone(range: SourceRange, name: string, known: readonly string[]): Diagnostic {
  return error("unknown-time-zone", range, {
    message: `there is no time zone ${quoted(name)}`,
    expected: "a name of the IANA time zone database, such as Europe/Dublin",
    ...suggestion(name, known),
  });
}

export function unknownChannel(
  range: SourceRange,
  name: string,
  known: readonly string[],
  list: RelatedLocation | undefined,
): Diagnostic {
  return error("unknown-channel", range, {
    message: `there is no channel ${quoted(name)}`,
    expected: oneOf(known),
    ...suggestion(name, known),
    ...(list ? { related: [list] } : {}),
  });
}

export function secretOfOtherAccount(
  range: SourceRange,
  account: string,
  environment: string,
  own: string,
): Diagnostic {
  return warning("secret-account", range, {
    message: `the secret is in another account than environment ${quoted(environment)}`,
    found: `account ${account}`,
    expected: `account ${own}`,
    fix: "name a secret of the account (an environment may override it), or let the account in by the policies of the secret and its key",
  });
}
