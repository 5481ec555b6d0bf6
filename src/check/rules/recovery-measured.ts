import { measuredUnused } from "../../diagnostics/catalogue/recovery-objectives";
import { RECOVERY_STEPS } from "../../model/recovery";
import { regionSteps, storeSteps } from "../../model/recovery-time";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";

/** A measured length of a step that this plan's recovery does not have. */
export const recoveryMeasuredRule: Rule = {
  code: "measured-unused",
  check(context) {
    const { tree } = context;
    const recovery = recoveryOf(context);
    if (recovery === null) return [];
    const ofPlan = recovery.caseOf();
    const taken = [...regionSteps(ofPlan), ...storeSteps(ofPlan)].map(({ step }) => step);
    return RECOVERY_STEPS.filter((step) => ofPlan.measured[step] !== undefined && !taken.includes(step)).map((step) =>
      measuredUnused(placeOf(tree, ["recovery", "measured", step]), step, recovery.pattern, [...new Set(taken)]),
    );
  },
};
