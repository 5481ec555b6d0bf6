import type { DataStore, Plan } from "../../model/plan";
import type { FoundationOutputs } from "../core/stack-outputs";

/** What every store's construct is made from. */
export interface StoreProps<S extends DataStore> {
  readonly plan: Plan;
  readonly store: S;
  readonly foundation: FoundationOutputs;
}
