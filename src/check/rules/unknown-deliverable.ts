import { unknownDeliverable } from "../../diagnostics/catalogue/names";
import { DELIVERABLES } from "../../model/catalogue/deliverables";
import { keysAt, membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** A deliverable is the catalogue's, or the plan says itself what backs it. */
export const unknownDeliverableRule: Rule = {
  code: "unknown-deliverable",
  check({ written }) {
    const own = keysAt(written, ["initiative", "evidence"]);
    const known = [...DELIVERABLES.map(({ name }) => name as string), ...own];
    const names = new Set(known);
    return membersAt(written, ["initiative", "phases"])
      .flatMap((phase) => wordsAt(phase, ["deliverables"]))
      .filter(({ text }) => !names.has(text))
      .map(({ text, range }) => unknownDeliverable(range, text, known));
  },
};
