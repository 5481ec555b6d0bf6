import type { AuroraStore } from "../../../model/plan";

/**
 * Connections per capacity unit and what the instance keeps back, fitted to AWS's table of `max_connections` by
 * largest capacity (Aurora user guide, "Maximum connections for Aurora Serverless v2": 1 unit 189, 4 units 823,
 * 8 units 1,669, 16 units 3,360, 32 units and more 5,000). The table is the default
 * `LEAST({DBInstanceClassMemory/9531392},5000)` on the memory that the engine leaves; the fit is at most one below it.
 */
const PER_UNIT = 211.4;
const KEPT_BACK = 22.5;

const MOST = 5000;

/** The same page: with a smallest capacity of 0 or 0.5 units no instance takes more. */
const MOST_FROM_HALF_A_UNIT = 2000;
const HALF_A_UNIT = 0.5;

/** Connections that an instance of the cluster takes: fixed by the largest capacity, not by the current one. */
export function maxConnections({ min, max }: AuroraStore["capacity"]): number {
  const most = min <= HALF_A_UNIT ? MOST_FROM_HALF_A_UNIT : MOST;
  return Math.min(Math.floor(PER_UNIT * max - KEPT_BACK), most);
}
