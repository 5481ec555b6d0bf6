/** AWS counts days of the week from Sunday as 1, Unix cron as 0. */
const WEEK_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * The five fields that Auto Scaling groups take, from the six of an AWS cron expression.
 *
 * @param expression minutes, hours, day of month, month, day of week, year
 * @throws Error for what five fields cannot say: years, `L`, `W` and `#`
 */
export function unixCron(expression: string): string {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = expression
    .toUpperCase()
    .split(" ");
  if (year !== "*" || /[LW#]/.test(`${dayOfMonth} ${dayOfWeek.replace(/[A-Z]{3}/g, "")}`)) {
    throw new Error(`the schedule "${expression}" cannot be said in the five fields of an Auto Scaling group`);
  }
  return [
    minutes,
    hours,
    dayOfMonth.replace("?", "*"),
    month.replace(/[A-Z]{3}/g, (name) => String(MONTHS.indexOf(name) + 1)),
    unixDaysOfWeek(dayOfWeek),
  ].join(" ");
}

function unixDaysOfWeek(field: string): string {
  const [days = "", step] = field.replace("?", "*").split("/");
  const numbers = days
    .replace(/\d+/g, (day) => String(Number(day) - 1))
    .replace(/[A-Z]{3}/g, (name) => String(WEEK_DAYS.indexOf(name)));
  return step === undefined ? numbers : `${numbers}/${step}`;
}
