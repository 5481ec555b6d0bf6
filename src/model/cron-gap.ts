/** Days of the longest months, weeks and years: what a schedule may skip is rounded up. */
const WEEK = 7;
const MONTH = 31;
const YEAR = 366;

/**
 * Days between two runs of an AWS cron expression of six fields, at most; rounded up to the day, the week, the month or
 * the year, whichever its fields go by.
 */
export function longestGapDays(cron: string): number {
  const [, , dayOfMonth = "*", month = "*", dayOfWeek = "*"] = cron.split(" ");
  if (month !== "*") return YEAR;
  if (isOpen(dayOfMonth) && isOpen(dayOfWeek)) return 1;
  // `TUE#1` and `FRIL` are days of a month too.
  if (!isOpen(dayOfMonth) || /#|L$/i.test(dayOfWeek)) return MONTH + WEEK;
  return WEEK;
}

function isOpen(field: string): boolean {
  return field === "*" || field === "?";
}
