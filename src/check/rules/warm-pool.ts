import { warmPoolMax, warmPoolMin, warmPoolRuntime } from "../../diagnostics/catalogue/scaling";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Warm pools are Auto Scaling groups', and no larger than what may be added to one. */
export const warmPoolRule: Rule = {
  code: "warm-pool",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ name, runtime, scaling }, index) => {
      const { warmPool, min, max } = scaling;
      const at = (...keys: readonly string[]) => placeOf(tree, ["services", index, "scaling", ...keys]);
      if (warmPool === undefined) return [];
      if (runtime !== "ec2-asg") return [warmPoolRuntime(at("warmPool"), name)];
      const bounds = at();
      const room = max - min;
      return [
        ...(room >= 0 && warmPool.min > room
          ? [warmPoolMin(at("warmPool", "min"), name, { min: warmPool.min, room, scaling: bounds })]
          : []),
        ...(warmPool.max !== undefined && (warmPool.max < min || warmPool.max > max)
          ? [warmPoolMax(at("warmPool", "max"), name, { max: warmPool.max, low: min, high: max, scaling: bounds })]
          : []),
      ];
    });
  },
};
