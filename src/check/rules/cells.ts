import { cellFindings } from "../cell-findings";
import type { Rule } from "../rule";

/** Cells that the plan asks for by number; those of `auto` are judged once the capacity model has chosen theirs. */
export const cellsRule: Rule = {
  code: "cell-name",
  check(context) {
    const cells = context.file.requirements?.capacity?.cells;
    return typeof cells === "number" ? cellFindings(context, cells) : [];
  },
};
