import { fargateCpu, fargateMemory } from "../../diagnostics/catalogue/services";
import { FARGATE_SIZES } from "../../model/schema/service";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Fargate runs certain pairs of CPU and memory only. */
export const fargateSizeRule: Rule = {
  code: "fargate-size",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ name, runtime, cpu, memory }, index) => {
      if (runtime !== "ecs-fargate") return [];
      const allowed = FARGATE_SIZES[cpu];
      if (!allowed) {
        return [
          fargateCpu(placeOf(tree, ["services", index, "cpu"]), name, cpu, Object.keys(FARGATE_SIZES).map(Number)),
        ];
      }
      if (allowed.includes(memory)) return [];
      return [fargateMemory(placeOf(tree, ["services", index, "memory"]), { cpu, memory }, allowed)];
    });
  },
};
