import type { Plan } from "./plan";
import { isLive } from "./recovery";

/**
 * Regions whose account-wide settings a plan makes where it owns them: its own, and the recovery region where something
 * stands by in it. A region that is used only once the other is lost has nothing to watch before.
 */
export function ownedRegions({ environment, recovery }: Pick<Plan, "environment" | "recovery">): readonly string[] {
  const standby = recovery !== null && isLive(recovery.pattern) ? recovery.region : null;
  return standby === null ? [environment.region] : [environment.region, standby];
}
