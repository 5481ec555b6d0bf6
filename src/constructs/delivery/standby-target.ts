import type { Plan } from "../../model/plan";
import { isCold, standbyPlan } from "../../model/standby-plan";
import type { AsgOutputs, EcsOutputs, StandbyOutputs } from "../core/stack-outputs";

/** Where else than in its own region a service's images go. */
export interface StandbyTarget {
  /** The plan as it stands in the recovery region. */
  readonly there: Plan;
  /** What runs there and takes the image at once; null where nothing stands before a disaster. */
  readonly compute: EcsOutputs | AsgOutputs | null;
}

/** null without a recovery region. */
export function standbyTarget(plan: Plan, standby: StandbyOutputs | null, service: string): StandbyTarget | null {
  const there = standbyPlan(plan);
  if (there === null || standby === null) return null;
  if (isCold(plan)) return { there, compute: null };
  const outputs = standby.services.services.get(service);
  if (outputs === undefined) throw new Error(`the standby stack has no outputs for ${service}`);
  return { there, compute: outputs.compute };
}
