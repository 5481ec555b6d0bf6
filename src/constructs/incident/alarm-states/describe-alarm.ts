import { jsonata, orElse } from "../../core/state-machine/jsonata";
import { type State, task } from "../../core/state-machine/state";

/** The alarm that {@link describeAlarm} found, of either kind. */
export const FOUND_ALARM = "$append($states.result.MetricAlarms, $states.result.CompositeAlarms)[0]";

/**
 * The found alarm is on, and has been since the incident began: one that went off again in between has started an
 * execution of its own.
 */
export const STILL_ON = `${FOUND_ALARM}.StateValue = 'ALARM' and ${orElse(`${FOUND_ALARM}.StateTransitionedTimestamp`, "")} = $since`;

/**
 * Another alarm speaks for the found one, or CloudWatch still waits whether one will (CloudWatch API reference,
 * CompositeAlarm: ActionsSuppressedBy is Alarm, WaitPeriod or ExtensionPeriod). Metric alarms never have it.
 */
export const SUPPRESSED = `$exists(${FOUND_ALARM}.ActionsSuppressedBy)`;

/** @param name a JSONata expression */
export function describeAlarm(name = "$alarmName"): State {
  return task("aws-sdk:cloudwatch:describeAlarms", {
    AlarmNames: [jsonata(name)],
    AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
  });
}
