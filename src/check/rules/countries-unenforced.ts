import { countriesUnenforced } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A restriction that nothing enforces is worse than none: people rely on it. */
export const countriesUnenforcedRule: Rule = {
  code: "countries-unenforced",
  check({ file, tree }) {
    const { edge } = file;
    if (!edge || edge.allowedCountries.length === 0 || edge.waf || edge.cdn) return [];
    return [countriesUnenforced(placeOf(tree, ["edge", "allowedCountries"]))];
  },
};
