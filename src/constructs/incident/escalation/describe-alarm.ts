import { jsonata } from "./jsonata";
import { type State, task } from "./state";

/** The alarm that {@link describeAlarm} found, of either kind. */
export const FOUND_ALARM = "$append($states.result.MetricAlarms, $states.result.CompositeAlarms)[0]";

export function describeAlarm(): State {
  return task("aws-sdk:cloudwatch:describeAlarms", {
    AlarmNames: [jsonata("$alarmName")],
    AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
  });
}
