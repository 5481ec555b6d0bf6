import { recoveryUnused } from "../../diagnostics/catalogue/recovery-objectives";
import { locateKey, nodeAtPath } from "../../parse/locate";
import type { Rule } from "../rule";

/** Settings of a recovery that the plan does not ask for. A small environment may well leave the objectives out. */
export const recoveryUnusedRule: Rule = {
  code: "recovery-unused",
  check({ file, tree }) {
    if (file.requirements === undefined || file.requirements.recovery !== undefined) return [];
    if (nodeAtPath(tree, ["recovery"]) === undefined) return [];
    return Object.values(file.environments ?? {})
      .filter(({ scale }) => scale === "full")
      .map(() => recoveryUnused(locateKey(tree, ["recovery"]).range));
  },
};
