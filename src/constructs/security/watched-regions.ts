import type { Plan } from "../../model/plan";
import { isLive } from "../../model/recovery";

/** A region whose account-wide settings the plan owns. */
export interface WatchedRegion {
  readonly region: string;
  /** Goes before construct ids of the second region. */
  readonly prefix: "" | "recovery_";
  /** The `region` argument of a resource: none where the provider's own region is meant. */
  readonly placement: { readonly region?: string };
}

/**
 * The plan's region, and the recovery region where something stands by in it. A region that is used only once the other
 * is lost has nothing to watch before.
 */
export function watchedRegions({ environment, recovery }: Plan): readonly WatchedRegion[] {
  const home: WatchedRegion = { region: environment.region, prefix: "", placement: {} };
  if (recovery === null || recovery.region === null || !isLive(recovery.pattern)) return [home];
  return [home, { region: recovery.region, prefix: "recovery_", placement: { region: recovery.region } }];
}
