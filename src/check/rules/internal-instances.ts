import { internalInstances } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Internal traffic goes by ECS Service Connect, which instances have no part in. */
export const internalInstancesRule: Rule = {
  code: "internal-instances",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ name, runtime, exposure }, index) =>
      runtime === "ec2-asg" && exposure === "internal"
        ? [internalInstances(placeOf(tree, ["services", index, "exposure"]), name)]
        : [],
    );
  },
};
