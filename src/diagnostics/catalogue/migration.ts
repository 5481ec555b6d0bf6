import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, suggestion } from "./finding";

/** Findings about what moves here: sources, waves, the link and the rights to them. */

export function unknownSource(range: SourceRange, name: string, wave: string, known: readonly string[]): Diagnostic {
  return error("migration-wave", range, {
    message: `wave ${quoted(wave)} moves ${quoted(name)}, which is no source`,
    expected: oneOf(known),
    ...suggestion(name, known),
  });
}

export function sourceInTwoWaves(range: SourceRange, name: string, first: SourceRange): Diagnostic {
  return error("migration-wave", range, {
    message: `source ${quoted(name)} moves in two waves`,
    fix: "leave it in one",
    related: [{ range: first, message: "first here" }],
  });
}

export function sourceInNoWave(range: SourceRange, name: string, waves: readonly string[]): Diagnostic {
  return error("migration-wave", range, {
    message: `source ${quoted(name)} moves in no wave`,
    fix: waves.length === 0 ? "add `migration.waves` with a wave for it" : `add it to ${oneOf(waves)}`,
  });
}

export function wavesOutOfOrder(
  range: SourceRange,
  wave: { readonly name: string; readonly date: string },
  earlier: { readonly name: string; readonly date: string; readonly range: SourceRange },
): Diagnostic {
  return error("migration-wave", range, {
    message: `wave ${quoted(wave.name)} is cut over on ${wave.date}, before wave ${quoted(earlier.name)} on ${earlier.date}`,
    fix: "write the waves in the order in which they move, or correct a date",
    related: [{ range: earlier.range, message: `the day of ${quoted(earlier.name)}` }],
  });
}

export function sourceNamedBack(range: SourceRange, name: string, other: SourceRange): Diagnostic {
  return error("migration-wave", range, {
    message: `${quoted(name)} is the name of the way back of another source`,
    fix: "rename it",
    related: [{ range: other, message: "the other source" }],
  });
}

export function unknownTarget(
  range: SourceRange,
  name: string,
  source: string,
  wanted: string,
  known: readonly string[],
): Diagnostic {
  return error("migration-target", range, {
    message: `source ${quoted(source)} moves to ${quoted(name)}, which is no ${wanted}`,
    expected: known.length === 0 ? `a ${wanted}, of which the plan has none` : oneOf(known),
    ...suggestion(name, known),
  });
}

export function wrongTarget(
  range: SourceRange,
  target: { readonly name: string; readonly found: string; readonly range: SourceRange },
  source: { readonly name: string; readonly kind: string },
  wanted: string,
): Diagnostic {
  return error("migration-target", range, {
    message: `${source.kind} cannot move to ${quoted(target.name)}, which is ${target.found}`,
    found: `the target of source ${quoted(source.name)}`,
    expected: wanted,
    related: [{ range: target.range, message: quoted(target.name) }],
  });
}

export function noLink(range: SourceRange, source: string): Diagnostic {
  return error("migration-link", range, {
    message: `source ${quoted(source)} stands on the premises, and nothing leads there`,
    fix: "add `migration.network`, or `location: cloud` if it answers from elsewhere",
  });
}

export function linkOfExistingNetwork(range: SourceRange, kind: string, existing: SourceRange): Diagnostic {
  return error("migration-link", range, {
    message: `a ${kind} cannot be attached to a network that exists already`,
    expected: "`kind: existing`",
    fix: "let the network's owner attach it: a VPC has one virtual private gateway, and its route tables are not in the plan",
    related: [{ range: existing, message: "the existing network" }],
  });
}

export function vpnTooNarrow(range: SourceRange, found: string): Diagnostic {
  return error("migration-link", range, {
    message: "a VPN tunnel does not carry that much",
    found,
    expected: "at most 1250 Mbps (AWS Site-to-Site VPN quotas)",
    fix: "write what it carries, or take `kind: direct-connect`",
  });
}

export function noAddresses(range: SourceRange, source: string): Diagnostic {
  return error("migration-link", range, {
    message: `nobody knows from which addresses source ${quoted(source)} answers`,
    fix: "add `addresses` to it: replication is let out to them and nowhere else",
  });
}

export function hostOutsideRanges(range: SourceRange, host: string, source: string, ranges: SourceRange): Diagnostic {
  return error("migration-link", range, {
    message: `${quoted(host)} of source ${quoted(source)} is in none of the ranges that can be reached`,
    fix: "add its range, or correct the address",
    related: [{ range: ranges, message: "the ranges" }],
  });
}

export function shareWithoutSecret(range: SourceRange, source: string): Diagnostic {
  return error("migration-access", range, {
    message: `source ${quoted(source)} is an SMB share without \`secret\``,
    expected: "the ARN of a Secrets Manager secret with `username` and `password`",
  });
}

export function noCertificate(range: SourceRange, source: string, engine: string): Diagnostic {
  return error("migration-access", range, {
    message: `DMS would read source ${quoted(source)} without TLS: ${engine} needs \`certificate\``,
    expected: "the ARN of a DMS certificate, made by `aws dms import-certificate`",
  });
}

export function elsewhere(
  range: SourceRange,
  what: string,
  found: string,
  environment: { readonly name: string; readonly place: string },
): Diagnostic {
  return error("migration-access", range, {
    message: `the ${what} stands elsewhere than environment ${quoted(environment.name)}, whose replication cannot use it`,
    found,
    expected: environment.place,
    fix: "name one of the environment's own (an environment may override it)",
  });
}
