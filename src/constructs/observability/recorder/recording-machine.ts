import { jsonata } from "../../core/state-machine/jsonata";
import { RETRY, type State, type States } from "../../core/state-machine/state";

export interface RecordingMachineProps {
  readonly comment: string;
  /** What is recorded, in a word or two, and the row of states that does it and ends with the output true. */
  readonly branches: readonly (readonly [string, States])[];
}

/**
 * A machine that records several things side by side, in Amazon States Language. One that fails keeps no other from
 * being recorded; the execution then fails at its end, so that the alarm on the recorder sees it. SDK integrations do it
 * all: there is no code of ours to patch.
 */
export function recordingMachine({ comment, branches }: RecordingMachineProps): State {
  return {
    Comment: comment,
    QueryLanguage: "JSONata",
    StartAt: "Record",
    States: {
      Record: {
        Type: "Parallel",
        Branches: branches.map(([name, states]) => branch(name, states)),
        Output: jsonata("$not(false in $states.result)"),
        Next: "All recorded?",
      },
      "All recorded?": {
        Type: "Choice",
        Choices: [{ Condition: jsonata("$states.input"), Next: "Recorded" }],
        Default: "Not recorded",
      },
      Recorded: { Type: "Succeed" },
      "Not recorded": {
        Type: "Fail",
        Error: "NotRecorded",
        Cause: `CloudWatch refused a request for ${RETRY.MaxAttempts} retries; the log tells which.`,
      },
    },
  };
}

function branch(name: string, states: States): State {
  const failed = `Could not record ${name}`;
  const guarded = Object.entries(states).map(([key, state]) => [
    key,
    { ...state, Catch: [{ ErrorEquals: ["States.ALL"], Next: failed }] },
  ]);
  return {
    StartAt: Object.keys(states)[0],
    States: { ...Object.fromEntries(guarded), [failed]: { Type: "Pass", Output: false, End: true } },
  };
}
