import type { Diagnostic, SourceRange } from "../diagnostic";
import { oneOf, quoted } from "../visible-text";
import { error, warning } from "./finding";

/** Findings about tickets: their triggers, and where they go. */

export function providerUnset(range: SourceRange, provider: string): Diagnostic {
  return error("ticket-provider", range, {
    message: `tickets go to ${quoted(provider)}, but ${quoted(`tickets.${provider}`)} is missing`,
    expected: `${quoted(`tickets.${provider}`)} with the provider's address and the ARN of its secret`,
  });
}

export function providerUnused(
  range: SourceRange,
  settings: string,
  provider: string,
  chosen: SourceRange | undefined,
): Diagnostic {
  return warning("ticket-provider", range, {
    message: `${quoted(`tickets.${settings}`)} has no effect: tickets go to ${quoted(provider)}`,
    fix: `write \`provider: ${settings}\`, or remove the settings`,
    ...(chosen === undefined ? {} : { related: [{ range: chosen, message: "the provider" }] }),
  });
}

export function providerSecretRegion(range: SourceRange, secret: string, region: string): Diagnostic {
  return error("ticket-provider", range, {
    message: `the provider's secret must be in the plan's region, ${quoted(region)}`,
    found: quoted(secret),
    expected: `arn:aws:secretsmanager:${region}:…`,
    fix: "replicate the secret to the region and write the replica's ARN",
  });
}

export function thresholdOfNoTrigger(
  range: SourceRange,
  trigger: string,
  withThreshold: readonly string[],
): Diagnostic {
  return error("trigger-threshold", range, {
    message: `${quoted(trigger)} has no threshold: it opens a ticket whenever it is detected`,
    expected: `a threshold for ${oneOf(withThreshold)}`,
    fix: "remove `threshold`",
  });
}
