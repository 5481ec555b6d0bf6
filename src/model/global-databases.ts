import type { AuroraStore, Plan } from "./plan";
import { replicaRegion } from "./standby-plan";

/**
 * Stores that are the writer of a global database: the plan keeps the secrets of their master users, and rotates them.
 * Asked of the plan itself, not of its standby's.
 */
export function globalDatabases(plan: Pick<Plan, "recovery" | "stores">): readonly AuroraStore[] {
  if (replicaRegion(plan) === null) return [];
  return plan.stores.filter((store): store is AuroraStore => store.engine === "aurora-postgresql");
}
