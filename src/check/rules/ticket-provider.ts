import { providerSecretRegion, providerUnset, providerUnused } from "../../diagnostics/catalogue/tickets";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { PlanFile } from "../../model/schema/plan-file";
import { TICKET_PROVIDERS } from "../../model/schema/tickets";
import { locateKey } from "../../parse/locate";
import { lostKeys } from "../lost-keys";
import { keysAt, placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

type ProviderWithSettings = Exclude<(typeof TICKET_PROVIDERS)[number], "opscenter">;

/** A ticket provider comes with its settings, and settings with their provider. */
export const ticketProviderRule: Rule = {
  code: "ticket-provider",
  check(context) {
    const { tickets } = context.file;
    if (tickets === undefined) return [];
    const lost = lostKeys(context, ["tickets"], ["provider", ...withSettings()]);
    // Where tickets go is not known, nor what of the settings goes with it.
    if (lost.has("provider")) return [];
    return [...unset(context, tickets, lost), ...unused(context, tickets), ...farSecrets(context, tickets)];
  },
};

function unset(
  { tree, written }: RuleContext,
  { provider }: PlanFile["tickets"],
  lost: ReadonlySet<string>,
): readonly Diagnostic[] {
  if (provider === "opscenter" || lost.has(provider) || keysAt(written, ["tickets"]).includes(provider)) return [];
  return [providerUnset(placeOf(tree, ["tickets", "provider"]), provider)];
}

function unused({ written, tree }: RuleContext, { provider }: PlanFile["tickets"]): readonly Diagnostic[] {
  const keys = keysAt(written, ["tickets"]);
  return withSettings()
    .filter((other) => other !== provider && keys.includes(other))
    .map((other) => {
      const chosen = keys.includes("provider") ? placeOf(tree, ["tickets", "provider"]) : undefined;
      return providerUnused(locateKey(written, ["tickets", other]).range, other, provider, chosen);
    });
}

/** CloudFormation resolves a reference to a secret in its own region, where the rule and its target stand. */
function farSecrets({ file, tree }: RuleContext, tickets: PlanFile["tickets"]): readonly Diagnostic[] {
  const { provider } = tickets;
  if (provider === "opscenter") return [];
  const secret = tickets[provider]?.secret;
  if (secret === undefined) return [];
  return Object.values(file.environments ?? {})
    .map(({ region }) => region)
    .filter((region) => secret.split(":")[3] !== region)
    .map((region) => providerSecretRegion(placeOf(tree, ["tickets", provider, "secret"]), secret, region));
}

function withSettings(): readonly ProviderWithSettings[] {
  return TICKET_PROVIDERS.filter((provider) => provider !== "opscenter");
}
