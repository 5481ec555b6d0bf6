import { ownedRegions } from "../../model/owned-regions";
import type { Plan } from "../../model/plan";
import { regionArgument } from "../core/region-argument";

/** A region whose account-wide settings the plan owns. */
export interface WatchedRegion {
  readonly region: string;
  /** Goes before construct ids of the second region. */
  readonly prefix: "" | "recovery_";
  /** The `region` argument of a resource: none where the provider's own region is meant. */
  readonly placement: { readonly region?: string };
}

/** The plan's region first. */
export function watchedRegions(plan: Plan): readonly WatchedRegion[] {
  return ownedRegions(plan).map((region, index) => ({
    region,
    prefix: index === 0 ? "" : "recovery_",
    placement: regionArgument(plan, region),
  }));
}
