import { sloNameClash, sloNameTaken } from "../../diagnostics/catalogue/objectives";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import { membersAt, namesAt, wordsAt } from "../places";
import type { Rule } from "../rule";

/** What guards deployments beside the alarms of SLOs, which are called `deployment-<slo>`. */
const OTHER_DEPLOYMENT_ALARMS: readonly string[] = ["cpu", "errors", "shortfall", "unhealthy"];

/** Alarms are named after service and SLO: `a`, `b-c` and `a-b`, `c` would share theirs, and replace each other. */
export const sloNameClashRule: Rule = {
  code: "slo-name-clash",
  check({ written }) {
    const first = new Map<string, { readonly service: string; readonly range: SourceRange }>();
    return membersAt(written, ["services"]).flatMap((service) => {
      const owner = wordsAt(service, ["name"])[0]?.text ?? "";
      return namesAt(service, ["slos"]).flatMap(({ text, range }): readonly Diagnostic[] => {
        const words = `${owner}-${text}`;
        const before = first.get(words);
        if (before === undefined) first.set(words, { service: owner, range });
        if (OTHER_DEPLOYMENT_ALARMS.includes(text)) return [sloNameTaken(range, text, `${owner}-deployment-${text}`)];
        // Two of one service are reported as a name given twice.
        return before === undefined || before.service === owner ? [] : [sloNameClash(range, words, before.range)];
      });
    });
  },
};
