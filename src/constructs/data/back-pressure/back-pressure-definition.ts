import { jsonata, quoted } from "../../core/state-machine/jsonata";
import { type State, task } from "../../core/state-machine/state";

/** Values of the parameter. */
export const HELD_BACK = "on";
export const SENDING = "off";

/**
 * Writes what the alarm says now, not what the event said: of two events that overtake each other the last one to be
 * written is still true. An alarm without data, or one that is gone, holds nobody back.
 */
export function backPressureDefinition(alarm: string, parameter: string): State {
  const held = "$states.result.MetricAlarms[0].StateValue = 'ALARM'";
  return {
    Comment: `${parameter} follows ${alarm}`,
    QueryLanguage: "JSONata",
    StartAt: "Look at the alarm",
    States: {
      "Look at the alarm": {
        ...task("aws-sdk:cloudwatch:describeAlarms", { AlarmNames: [alarm], AlarmTypes: ["MetricAlarm"] }),
        Assign: { wanted: jsonata(`${held} ? ${quoted(HELD_BACK)} : ${quoted(SENDING)}`) },
        Next: "Tell the producers",
      },
      "Tell the producers": {
        ...task("aws-sdk:ssm:putParameter", { Name: parameter, Value: jsonata("$wanted"), Overwrite: true }),
        End: true,
      },
    },
  };
}
