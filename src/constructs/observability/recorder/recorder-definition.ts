import type { State } from "../../core/state-machine/state";
import type { MeasuredSlo } from "../slo/measured-slos";
import { rateStates } from "./rate-states";
import type { RecordedRate } from "./recorded-rate";
import { recordingMachine } from "./recording-machine";
import { sloStates } from "./slo-states";

export interface RecorderDefinitionProps {
  readonly namespace: string;
  readonly service: string;
  readonly slos: readonly Pick<MeasuredSlo, "slo" | "indicator">[];
  readonly rates: readonly RecordedRate[];
}

/**
 * The recorder of a service: for each SLO it adds up what happened over the SLO's window and publishes how much of the
 * error budget remains, and the error ratio over every window that is too long for an alarm; likewise the rates of
 * failed deliveries.
 */
export function recorderDefinition(props: RecorderDefinitionProps): State {
  return recordingMachine({
    comment: `Error budgets and rates of ${props.service}`,
    branches: [
      ...props.slos.map((measured) => [measured.slo.name, sloStates(props, measured)] as const),
      ...props.rates.map((rate) => [rate.name, rateStates(props.namespace, rate)] as const),
    ],
  });
}
