import { approvalUnused } from "../../diagnostics/catalogue/recovery-objectives";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";

/** Only an automated failover waits for somebody: a manual one begins with a person as it is. */
export const recoveryApprovalRule: Rule = {
  code: "approval-unused",
  check(context) {
    const { tree } = context;
    const recovery = recoveryOf(context);
    if (recovery === null || recovery.objectives.failover === "automated") return [];
    if (nodeAtPath(tree, ["recovery", "approval"]) === undefined) return [];
    return [
      approvalUnused(placeOf(tree, ["recovery", "approval"]), placeOf(tree, ["requirements", "recovery", "failover"])),
    ];
  },
};
