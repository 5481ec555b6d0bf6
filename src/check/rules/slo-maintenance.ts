import { maintenanceLength } from "../../diagnostics/catalogue/objectives";
import { formatDuration, SECONDS_PER_DAY } from "../../model/units/duration";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A weekly window begins and ends at a minute, and is over before the next day's may begin. */
export const sloMaintenanceRule: Rule = {
  code: "slo-maintenance",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) =>
      service.slos.flatMap((slo, member) =>
        slo.maintenance.flatMap(({ name, duration: { seconds } }, position) => {
          if (seconds >= 60 && seconds % 60 === 0 && seconds < SECONDS_PER_DAY) return [];
          const path = ["services", index, "slos", member, "maintenance", position, "duration"];
          return [maintenanceLength(placeOf(tree, path), slo.name, name, formatDuration({ seconds }))];
        }),
      ),
    );
  },
};
