import { scheduleBelowTarget } from "../../diagnostics/catalogue/capacity";
import { figure } from "../../model/capacity/figures";
import { arithmeticOf, filedCapacity, isShort } from "../capacity/filed-capacity";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A schedule whose own maximum is below what the target needs, where the service's maximum is not. */
export const scheduleBelowTargetRule: Rule = {
  code: "schedule-below-target",
  check(context) {
    const filed = filedCapacity(context);
    if (filed === null) return [];
    const { tree } = context;
    return (context.file.services ?? []).flatMap(({ name, scaling }, index) => {
      const demand = filed.model.target.demands.find(({ subject, resource }) => {
        return subject.name === name && (resource === "tasks" || resource === "instances");
      });
      if (demand === undefined || isShort(demand)) return [];
      return scaling.schedules.flatMap((schedule, member) =>
        schedule.max >= demand.needed
          ? []
          : [
              scheduleBelowTarget(placeOf(tree, ["services", index, "scaling", "schedules", member, "max"]), {
                schedule: schedule.name,
                service: name,
                max: schedule.max,
                needs: `${figure(demand.needed)} ${demand.unit}`,
                arithmetic: arithmeticOf(filed, demand),
                target: placeOf(tree, ["requirements", "capacity", "growth"]),
              }),
            ],
      );
    });
  },
};
