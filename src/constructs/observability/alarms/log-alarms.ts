import { errorLines } from "../logs/error-lines";
import type { ServiceContext } from "../service-context";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { MOST_OF_FIFTEEN_MINUTES } from "./windows";

/**
 * Error lines in five minutes that are more than the odd one: two a minute. Judgement; a baseline would sit at zero
 * for a quiet service and alarm at the first line.
 */
const ERROR_LINES = 10;

/** Errors that a service writes to its log, whether or not a request fails by them. */
export function logAlarms(post: AlarmPost, { plan, service }: ServiceContext): void {
  raise(post, {
    name: "log-errors",
    severity: "medium",
    runbook: "application-errors",
    condition: `${ERROR_LINES} or more error lines in the log in 2 of 3 periods of 5 minutes`,
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(errorLines(plan, service.name), {
      is: "at-least",
      threshold: ERROR_LINES,
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}
