import { jsonata } from "../../core/state-machine/jsonata";
import { RETRY, type State, type States } from "../../core/state-machine/state";
import type { MeasuredSlo } from "../slo/measured-slos";
import { rateStates } from "./rate-states";
import type { RecordedRate } from "./recorded-rate";
import { sloStates } from "./slo-states";

export interface RecorderDefinitionProps {
  readonly namespace: string;
  readonly service: string;
  readonly slos: readonly Pick<MeasuredSlo, "slo" | "indicator">[];
  readonly rates: readonly RecordedRate[];
}

/**
 * The recorder of a service in Amazon States Language: for each SLO it adds up what happened over the SLO's window and
 * publishes how much of the error budget remains, and the error ratio over every window that is too long for an
 * alarm; likewise the rates of failed deliveries. SDK integrations do it all: there is no code of ours to patch.
 *
 * All are read side by side, and one that fails keeps no other from being recorded; the execution then fails at its
 * end, so that the alarm on the recorder sees it.
 */
export function recorderDefinition(props: RecorderDefinitionProps): State {
  const branches = [
    ...props.slos.map((measured) => branch(measured.slo.name, sloStates(props, measured))),
    ...props.rates.map((rate) => branch(rate.name, rateStates(props.namespace, rate))),
  ];
  return {
    Comment: `Error budgets and rates of ${props.service}`,
    QueryLanguage: "JSONata",
    StartAt: "Record",
    States: {
      Record: {
        Type: "Parallel",
        Branches: branches,
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
