import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";

/** CloudTrail's limit on a trail's name. */
const TRAIL_NAME_MAX_LENGTH = 128;

/** The trail's name is known before it exists: the log bucket and the key admit this one trail. */
export function trailName(plan: Plan): string {
  return resourceName(plan, ["trail"], TRAIL_NAME_MAX_LENGTH);
}

export function trailArn(plan: Plan): string {
  return planArn(plan, "cloudtrail", `trail/${trailName(plan)}`);
}
