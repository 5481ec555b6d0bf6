import { scheduleOverlap } from "../../diagnostics/catalogue/scaling";
import { type ClockTime, firstClash } from "../../model/cron/first-clash";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Two schedules of a service that fire at once: each sets both bounds, and the order is AWS's own affair. */
export const scheduleOverlapRule: Rule = {
  code: "schedule-overlap",
  check({ file, tree }) {
    return (file.services ?? []).flatMap((service, index) => {
      const { schedules } = service.scaling;
      const at = (member: number) => placeOf(tree, ["services", index, "scaling", "schedules", member, "cron"]);
      return schedules.flatMap((later, second) =>
        schedules.slice(0, second).flatMap((earlier, first) => {
          const clash = firstClash(earlier, later);
          if (clash === null) return [];
          const [here, there] = clash;
          const elsewhere = earlier.timezone === later.timezone ? "" : `, which is ${shown(there)} ${later.timezone}`;
          return [
            scheduleOverlap(
              service.name,
              { name: earlier.name, range: at(first) },
              { name: later.name, range: at(second) },
              `${shown(here)} ${earlier.timezone}${elsewhere}`,
            ),
          ];
        }),
      );
    });
  },
};

/** `2028-01-03 07:00` */
function shown({ day: { year, month, day }, minutes }: ClockTime): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
