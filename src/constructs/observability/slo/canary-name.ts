import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";

/** CloudWatch Synthetics allows 255 characters (CreateCanary). */
const NAME_MAX_LENGTH = 255;

/** Name of the canary of an SLO. */
export function canaryName(plan: Plan, service: string, slo: string): string {
  return resourceName(plan, [service, slo], NAME_MAX_LENGTH);
}
