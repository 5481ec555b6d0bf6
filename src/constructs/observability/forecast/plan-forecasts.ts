import type { DataStore, Plan } from "../../../model/plan";
import type { StoreOutputs } from "../../core/stack-outputs";
import type { ServiceContext } from "../service-context";
import type { Forecast } from "./forecast";
import { quotaForecasts } from "./quota-forecasts";
import { serviceForecasts } from "./service-forecasts";
import { storeForecasts } from "./store-forecasts";

/**
 * Everything that is forecast, in the order of the plan. Money is not among it: AWS Budgets forecasts it by itself, while
 * the metric of estimated charges exists only in accounts where somebody has switched it on by hand.
 */
export function planForecasts(
  plan: Plan,
  services: readonly ServiceContext[],
  stores: ReadonlyMap<string, StoreOutputs>,
): readonly Forecast[] {
  if (!plan.observability.forecasts) return [];
  const ofStore = (store: DataStore) => {
    const outputs = stores.get(store.name);
    return outputs === undefined ? [] : storeForecasts(plan, store, outputs);
  };
  return [...services.flatMap(serviceForecasts), ...plan.stores.flatMap(ofStore), ...quotaForecasts(plan)];
}
