import type { CapacityModel } from "../../model/capacity/capacity-model";
import type { CapacityTarget } from "../../model/plan";
import type { CostEstimate } from "../../planning/cost/cost-estimate";
import type { EmitContext } from "../emit-context";

/** What the sections of a plan with users to carry are written from. */
export interface CapacityContext extends EmitContext {
  readonly capacity: CapacityTarget;
  readonly model: CapacityModel;
  readonly estimate: CostEstimate;
}

/** Whether the environment is held to the target: a small one runs a quarter of it on purpose. */
export function isHeldToTarget({ plan }: Pick<EmitContext, "plan">): boolean {
  return plan.environment.scale === "full";
}
