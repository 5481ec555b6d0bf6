import type { DataStore, Plan } from "../../../model/plan";
import type { IncidentOutputs, StoreOutputs } from "../../core/stack-outputs";
import type { StoreProps } from "../../data/store-props";

/** What a store in the recovery region is made from; plan, store and foundation are that region's. */
export interface StandbyStoreProps<S extends DataStore, O extends StoreOutputs> extends StoreProps<S> {
  readonly primary: Plan;
  /** The same store in the primary region. */
  readonly counterpart: O;
  readonly incident: IncidentOutputs;
}
