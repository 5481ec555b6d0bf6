import { scheduleCron, scheduleDays } from "../../diagnostics/catalogue/services";
import type { Diagnostic, SourceRange } from "../../diagnostics/diagnostic";
import { placeOf } from "../places";
import type { Rule } from "../rule";

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
  /** Whole values beyond numbers: `?`, `L`, `15W`. */
  readonly special: RegExp | undefined;
  readonly expected: string;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Fields of an AWS cron expression (EventBridge Scheduler user guide, "Cron-based schedules"). */
const FIELDS: readonly Field[] = [
  { name: "minute", low: 0, high: 59, names: [], special: undefined, expected: "0 to 59, `*`, lists, ranges, steps" },
  { name: "hour", low: 0, high: 23, names: [], special: undefined, expected: "0 to 23, `*`, lists, ranges, steps" },
  {
    name: "day of the month",
    low: 1,
    high: 31,
    names: [],
    special: /^(\?|L|\d{1,2}W|LW)$/,
    expected: "1 to 31, `*`, `?`, `L`, `15W`",
  },
  { name: "month", low: 1, high: 12, names: MONTHS, special: undefined, expected: "1 to 12 or JAN to DEC" },
  {
    name: "day of the week",
    low: 1,
    high: 7,
    names: DAYS,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/i,
    expected: "1 to 7 or SUN to SAT, `?`, `L`, `2#1`",
  },
  { name: "year", low: 1970, high: 2199, names: [], special: undefined, expected: "1970 to 2199 or `*`" },
];

/** A schedule that AWS would refuse at apply. */
export const scheduleCronRule: Rule = {
  code: "schedule-cron",
  check({ file, tree }) {
    const { recovery, resilience } = file;
    const scaling = (file.services ?? []).flatMap(({ scaling: { schedules } }, index) =>
      schedules.flatMap(({ cron }, member) =>
        findings(cron, placeOf(tree, ["services", index, "scaling", "schedules", member, "cron"])),
      ),
    );
    const restoreTest =
      recovery === undefined
        ? []
        : findings(recovery.backup.restoreTest, placeOf(tree, ["recovery", "backup", "restoreTest"]));
    const rehearsals = (["gameDays", "loadTest"] as const).flatMap((key) => {
      const cron = resilience?.[key]?.cron;
      return cron === undefined ? [] : findings(cron, placeOf(tree, ["resilience", key, "cron"]));
    });
    return [...scaling, ...restoreTest, ...rehearsals];
  },
};

function findings(cron: string, range: SourceRange): readonly Diagnostic[] {
  const values = cron.split(" ");
  const wrong = FIELDS.flatMap((field, index) => {
    const value = values[index] ?? "";
    return isField(value, field) ? [] : [scheduleCron(range, field.name, value, field.expected)];
  });
  const open = [values[2], values[4]].filter((value) => value === "?").length;
  return wrong.length > 0 || open === 1 ? wrong : [scheduleDays(range)];
}

function isField(text: string, field: Field): boolean {
  return field.special?.test(text) === true || text.split(",").every((part) => isPart(part, field));
}

/** `*`, `5`, `1-5`, and each with a step after a slash. */
function isPart(part: string, field: Field): boolean {
  const [range = "", step, ...more] = part.split("/");
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1))) return false;
  if (range === "*") return true;
  const bounds = range.split("-").map((bound) => numberOf(bound, field));
  if (bounds.length > 2 || bounds.some((bound) => bound === undefined)) return false;
  const [low = 0, high = low] = bounds;
  return low <= high;
}

function numberOf(text: string, { low, high, names }: Field): number | undefined {
  const name = names.indexOf(text.toUpperCase());
  if (name >= 0) return name + 1;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}
