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
import { LoadTestJob } from "../src/constructs/resilience/load-test/load-test-job";
import type { Plan } from "../src/model/plan";

export interface ResilienceInputs {
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
  readonly standby: StandbyOutputs | null;
}

/** Rehearsals of failures by AWS FIS, and the load test. Empty when the plan asks for neither. */
export class ResilienceStack extends OpsplanStack {
  constructor(scope: Construct, plan: Plan, { foundation, incident, data, services }: ResilienceInputs) {
    super(scope, plan, "resilience");
    // Names of plans hold no underscore, so that no experiment meets the load test.
    new GameDays(this, "game_days", { plan, foundation, incident, data, services });
    const { loadTest } = plan.resilience;
    if (loadTest !== null) {
      new LoadTestJob(this, "load_test", { plan, loadTest, foundation, incident, data, services });
    }
  }
}
