import { type Load, loadAt } from "../../model/capacity/need";
import type { CapacityTarget } from "../../model/plan";

/** Nobody is there: what is paid all the same. */
export const NO_LOAD: Load = { users: 0, requestsPerSecond: 0 };

/** The mean load of a month whose peak is so many times today's. */
export function meanLoadAt(capacity: CapacityTarget, multiple: number): Load {
  return loadAt(capacity, (multiple * capacity.meanLoad.percent) / 100);
}
