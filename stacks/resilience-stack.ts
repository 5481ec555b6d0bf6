import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  ServicesOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import type { Plan } from "../src/model/plan";

export interface ResilienceInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
  readonly standby: StandbyOutputs | null;
}

/** Rehearsals of failures by AWS FIS. Empty when the plan schedules none. */
export class ResilienceStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, _inputs: ResilienceInputs) {
    super(scope, plan, "resilience");
  }
}
