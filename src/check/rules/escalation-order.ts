import { escalationOrder } from "../../diagnostics/catalogue/initiative";
import { formatDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Escalation steps ascend in time. */
export const escalationOrderRule: Rule = {
  code: "escalation-order",
  check({ file, tree }) {
    const steps = file.incidents?.escalation ?? [];
    const at = (index: number) => placeOf(tree, ["incidents", "escalation", index, "after"]);
    return steps.flatMap(({ after }, index) => {
      const before = steps[index - 1]?.after;
      if (!before || after.seconds > before.seconds) return [];
      return [
        escalationOrder(at(index), formatDuration(after), { range: at(index - 1), text: formatDuration(before) }),
      ];
    });
  },
};
