import { unknownCriterion } from "../../diagnostics/catalogue/names";
import { SUCCESS_CRITERIA } from "../../model/catalogue/success-criteria";
import { keysAt, membersAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** A success criterion is the catalogue's, or the plan says itself how it is verified. */
export const unknownCriterionRule: Rule = {
  code: "unknown-criterion",
  check({ written }) {
    const own = keysAt(written, ["initiative", "evidence"]);
    const known = [...SUCCESS_CRITERIA.map(({ name }) => name as string), ...own];
    const names = new Set(known);
    return membersAt(written, ["initiative", "phases"])
      .flatMap((phase) => wordsAt(phase, ["successCriteria"]))
      .filter(({ text }) => !names.has(text))
      .map(({ text, range }) => unknownCriterion(range, text, known));
  },
};
