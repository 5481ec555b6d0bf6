import type { Migration, Plan } from "../../model/plan";
import type { DataOutputs, FoundationOutputs, IncidentOutputs } from "../core/stack-outputs";

/** What everything of a migration is made from. */
export interface MigrationProps {
  readonly plan: Plan;
  readonly migration: Migration;
  readonly foundation: FoundationOutputs;
  readonly incident: IncidentOutputs;
  readonly data: DataOutputs;
}
