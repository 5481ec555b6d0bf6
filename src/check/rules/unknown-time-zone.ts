import { unknownTimeZone } from "../../diagnostics/catalogue/names";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { LocatedNode } from "../../parse/located";
import { membersAt, type Word, wordsAt } from "../places";
import type { Rule } from "../rule";

/** Shape of a time zone's name in the schema; another is reported as such. */
const NAME = /^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/;

/** Every part of a name begins with a capital letter. JavaScript takes any case, the schedulers of AWS do not. */
const CAPITALS = /^[A-Z][^/]*(\/[A-Z][^/]*)*$/;

/** Schedules in a time zone that AWS does not know fail when they are applied. */
export const unknownTimeZoneRule: Rule = {
  code: "unknown-time-zone",
  check({ written }) {
    const ofServices = membersAt(written, ["services"]).flatMap((service) => [
      ...membersAt(service, ["scaling", "schedules"]).flatMap(zone),
      ...membersAt(service, ["slos"]).flatMap((slo) => membersAt(slo, ["maintenance"]).flatMap(zone)),
    ]);
    return [
      ...ofServices,
      ...wordsAt(written, ["resilience", "gameDays", "timezone"]),
      ...wordsAt(written, ["resilience", "loadTest", "timezone"]),
    ]
      .filter(({ text }) => NAME.test(text))
      .flatMap(unknown);
  },
};

function zone(node: LocatedNode): readonly Word[] {
  return wordsAt(node, ["timezone"]);
}

function unknown({ text, range }: Word): readonly Diagnostic[] {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  if (known.includes(text)) return [];
  const otherCase = known.some((name) => name.toLowerCase() === text.toLowerCase());
  return !otherCase && CAPITALS.test(text) && isZone(text) ? [] : [unknownTimeZone(range, text, known)];
}

/** Older names of a zone are no members of the list, but are known. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
