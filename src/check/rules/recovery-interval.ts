import { backupInterval, backupIntervalAboveRpo } from "../../diagnostics/catalogue/recovery-objectives";
import { BACKUP_INTERVAL_HOURS, longestIntervalSeconds } from "../../model/recovery-settings";
import { formatDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule } from "../rule";

const HOUR = 3600;

/** Backups are taken at the same hours every day, and often enough for the recovery point objective. */
export const recoveryIntervalRule: Rule = {
  code: "backup-interval",
  check(context) {
    const { file, tree } = context;
    const interval = file.recovery?.backup.interval;
    if (interval === undefined) return [];
    const range = placeOf(tree, ["recovery", "backup", "interval"]);
    if (!BACKUP_INTERVAL_HOURS.some((hours) => hours * HOUR === interval.seconds))
      return [backupInterval(range, formatDuration(interval), BACKUP_INTERVAL_HOURS)];
    const recovery = recoveryOf(context);
    if (recovery === null) return [];
    const { rpo } = recovery.objectives;
    const longest = longestIntervalSeconds(rpo.seconds);
    if (interval.seconds <= longest) return [];
    const fitting = BACKUP_INTERVAL_HOURS.filter((hours) => hours * HOUR <= longest);
    return [
      backupIntervalAboveRpo(range, formatDuration(interval), {
        rpo: formatDuration(rpo),
        longest: fitting.at(-1) ?? BACKUP_INTERVAL_HOURS[0],
        range: placeOf(tree, ["requirements", "recovery", "rpo"]),
      }),
    ];
  },
};
