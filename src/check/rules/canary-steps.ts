import { canarySteps } from "../../diagnostics/catalogue/services";
import { formatPercentage } from "../../model/units/percentage";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** ECS shifts one share of traffic first, then all of it. */
export const canaryStepsRule: Rule = {
  code: "canary-steps",
  check({ file, tree }) {
    const { strategy, canary } = file.delivery ?? {};
    if (strategy !== "blue-green-canary" || !canary || canary.steps.length < 2) return [];
    return [canarySteps(placeOf(tree, ["delivery", "canary", "steps"]), canary.steps.map(formatPercentage))];
  },
};
