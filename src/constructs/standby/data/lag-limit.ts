import type { Duration } from "../../../model/units/duration";

export interface LagRange {
  /** What replication stays behind in its ordinary course: below it an alarm would never be silent. Seconds. */
  readonly ordinary: number;
  /** What the service promises; beyond it replication is broken, whatever the plan could bear. Seconds. */
  readonly promised: number;
}

/**
 * Seconds behind that raise an alarm: half of the recovery point objective, so that it is raised while the objective can
 * still be kept.
 */
export function lagLimit(rpo: Duration, { ordinary, promised }: LagRange): number {
  return Math.max(ordinary, Math.min(Math.floor(rpo.seconds / 2), promised));
}
