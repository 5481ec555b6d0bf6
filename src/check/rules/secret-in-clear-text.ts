import { secretByName, secretByValue } from "../../diagnostics/catalogue/text";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { mapUnder, pathText } from "../../parse/locate";
import type { LocatedNode } from "../../parse/located";
import { nameOf } from "../../parse/merge";
import { isText } from "../../parse/node-kinds";
import { membersAt, texts } from "../places";
import type { Rule } from "../rule";

/** Texts that are a secret whatever they stand under. Repetitions are bounded: a plan may hold one long text. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key id"],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/, "a private key"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{22,}/, "a GitHub token"],
  [/\bglpat-[\w-]{20,}/, "a GitLab token"],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/https:\/\/hooks\.slack\.com\/(services|workflows|triggers)\/\S+/, "a Slack webhook with its token"],
  [/https:\/\/events\.pagerduty\.com\/integration\/\w+/, "a PagerDuty integration key"],
  [/https:\/\/[\w-]{1,100}\.webhook\.office\.com\/\S+/, "a Teams webhook with its token"],
  [/https:\/\/(discord|discordapp)\.com\/api\/webhooks\/\S+/, "a Discord webhook with its token"],
  [/\bsk_live_[A-Za-z0-9]{16,}/, "a Stripe key"],
  [/\w{1,20}:\/\/[^\s:@/]{1,200}:[^\s:@/${}]{1,200}@[\w.-]/, "a URL with a password"],
];

/** Names that say what they hold. Names of files, URLs and lifetimes of a secret hold none. */
const SECRET_NAME = /(^|_)(PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)(_|$)/i;
const HARMLESS_NAME = /_(FILE|PATH|URL|URI|ARN|NAME|TTL|EXPIRY|TIMEOUT|LENGTH|HEADER|ISSUER|ID)$/i;

/** Secrets belong in Secrets Manager; a plan is committed and rendered into documents. */
export const secretInClearTextRule: Rule = {
  code: "secret-in-clear-text",
  check({ written }) {
    const byValue = new Set<string>();
    const found: Diagnostic[] = [];
    for (const { text, range, path } of texts(written)) {
      const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
      if (kind === undefined) continue;
      byValue.add(JSON.stringify(range));
      found.push(secretByValue(range, pathText(written, path), kind));
    }
    const named = membersAt(written, ["services"]).flatMap(byName);
    return [...found, ...named.filter(({ range }) => !byValue.has(JSON.stringify(range)))];
  },
};

function byName(service: LocatedNode): readonly Diagnostic[] {
  const environment = service.kind === "map" ? mapUnder(service, "environment") : undefined;
  return [...(environment?.entries ?? [])].flatMap(([name, { value }]) => {
    const reads = SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);
    if (!reads || !isText(value) || value.value === "") return [];
    return [secretByName(value.origin.range, name, nameOf(service) ?? "")];
  });
}
