import type { Diagnostic, SourceRange } from "../diagnostic";
import { quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about what stands in the recovery region. */

export function noRecoveryNetwork(range: SourceRange, existing: SourceRange): Diagnostic {
  return error("recovery-network", range, {
    message: "nothing says which network the recovery region has: `network.existing` stands in the plan's own region",
    fix: "name a network of the recovery region under `recovery.network.existing`, or a range for a new one under `recovery.network.cidr`",
    related: [{ range: existing, message: "the network of the plan's own region" }],
  });
}

export function noRecoveryRange(range: SourceRange, own: SourceRange, cidr: string): Diagnostic {
  return error("recovery-network", range, {
    message: `no private range of the size of ${quoted(cidr)} is left for the recovery region`,
    fix: "write a range that is free under `recovery.network.cidr`",
    related: [{ range: own, message: "the range of the VPC" }],
  });
}

export function recoveryName(range: SourceRange, name: string, what: string, region: SourceRange): Diagnostic {
  return error("recovery-name", range, {
    message: `the ${what} ${quoted(name)} has a name that belongs to the recovery region`,
    fix: "choose a name that does not begin with `recovery`: what stands in the recovery region is named so",
    related: [{ range: region, message: "the recovery region" }],
  });
}

export function parameterNotReplicated(range: SourceRange, service: string, region: string): Diagnostic {
  return warning("recovery-secret", range, {
    message: `service ${quoted(service)} reads a parameter that does not exist in the recovery region, ${quoted(region)}`,
    fix: "use a secret of Secrets Manager, which replicates, or keep a parameter of the same name there by hand",
  });
}
