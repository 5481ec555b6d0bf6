import { recoveryName } from "../../diagnostics/catalogue/recovery";
import { namesAt } from "../places";
import { recoveryRegions } from "../recovery-regions";
import type { Rule } from "../rule";

/** What stands in the recovery region is named after the word, and names of roles and buckets know no region. */
const RESERVED = /^recovery(-|$)/;

/** Names that could meet those of the recovery region: service `recovery-api` beside a service `api`. */
export const recoveryNameRule: Rule = {
  code: "recovery-name",
  check(context) {
    const [region] = recoveryRegions(context);
    if (region === undefined) return [];
    return [
      ...namesAt(context.written, ["services"]).map((name) => ({ ...name, what: "service" })),
      ...namesAt(context.written, ["dataStores"]).map((name) => ({ ...name, what: "data store" })),
    ]
      .filter(({ text }) => RESERVED.test(text))
      .map(({ range, text, what }) => recoveryName(range, text, what, region.range));
  },
};
