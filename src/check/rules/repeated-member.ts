import { repeatedMember } from "../../diagnostics/catalogue/names";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { quoted } from "../../diagnostics/visible-text";
import type { LocatedNode } from "../../parse/located";
import { nameOf } from "../../parse/merge";
import { membersAt, type Word, wordsAt } from "../places";
import type { Rule } from "../rule";

/** A member given twice would become two resources of one name, or one agent in two roles. */
export const repeatedMemberRule: Rule = {
  code: "repeated-member",
  check({ written }) {
    return [
      ...membersAt(written, ["initiative", "phases"]).flatMap(inPhase),
      ...membersAt(written, ["services"]).flatMap(inService),
      ...repeated(wordsAt(written, ["network", "interfaceEndpoints"]), "`network.interfaceEndpoints`"),
    ];
  },
};

function inPhase(phase: LocatedNode): readonly Diagnostic[] {
  const place = (list: string) => `the ${list} of phase ${quoted(nameOf(phase) ?? "")}`;
  return [
    ...repeated([...wordsAt(phase, ["primaryAgents"]), ...wordsAt(phase, ["supportingAgents"])], place("agents")),
    ...repeated(wordsAt(phase, ["deliverables"]), place("deliverables")),
    ...repeated(wordsAt(phase, ["successCriteria"]), place("success criteria")),
  ];
}

function inService(service: LocatedNode): readonly Diagnostic[] {
  const owner = quoted(nameOf(service) ?? "");
  return [
    ...repeated(wordsAt(service, ["uses"]), `\`uses\` of service ${owner}`),
    ...repeated(wordsAt(service, ["routes"]), `the routes of service ${owner}`),
    ...membersAt(service, ["slos"]).flatMap((slo) =>
      membersAt(slo, ["maintenance"]).flatMap((window) =>
        repeated(wordsAt(window, ["days"]), `the days of maintenance ${quoted(nameOf(window) ?? "")}`),
      ),
    ),
  ];
}

function repeated(words: readonly Word[], place: string): readonly Diagnostic[] {
  const first = new Map<string, Word>();
  return words.flatMap((word) => {
    const before = first.get(word.text);
    if (!before) first.set(word.text, word);
    return before ? [repeatedMember(word.range, word.text, place, before.range)] : [];
  });
}
