import type { Construct } from "constructs";
import { OpsplanStack } from "../src/constructs/core/opsplan-stack";
import type {
  DataOutputs,
  FoundationOutputs,
  IncidentOutputs,
  ServicesOutputs,
  StandbyOutputs,
} from "../src/constructs/core/stack-outputs";
import { GameDays } from "../src/constructs/resilience/game-days";
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
  constructor(scope: Construct, plan: Plan, { foundation, incident, data, services }: ResilienceInputs) {
    super(scope, plan, "resilience");
    const schedule = plan.resilience.gameDays;
    if (schedule === null) return;
    new GameDays(this, "game_days", { plan, schedule, foundation, incident, data, services });
  }
}
