import { instanceSchedule } from "../../diagnostics/catalogue/limits";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Auto Scaling groups take Unix cron, which knows less than the cron of AWS's schedulers. */
export const instanceScheduleRule: Rule = {
  code: "instance-schedule",
  check({ file, tree }) {
    return (file.services ?? []).flatMap(({ runtime, scaling }, index) => {
      if (runtime !== "ec2-asg") return [];
      return scaling.schedules.flatMap(({ cron }, member) =>
        isUnix(cron)
          ? []
          : [instanceSchedule(placeOf(tree, ["services", index, "scaling", "schedules", member, "cron"]), cron)],
      );
    });
  },
};

function isUnix(cron: string): boolean {
  const [, , dayOfMonth = "", , dayOfWeek = "", year = ""] = cron.toUpperCase().split(" ");
  return year === "*" && !/[LW#]/.test(`${dayOfMonth} ${dayOfWeek.replace(/[A-Z]{3}/g, "")}`);
}
