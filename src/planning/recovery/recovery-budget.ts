import type { Plan } from "../../model/plan";
import type { Recovery } from "../../model/recovery";
import type { RecoveryCase } from "../../model/recovery-case";
import { type RecoveryPoint, recoveryPoints, type StorePoints } from "../../model/recovery-point";
import { regionSteps, storeSteps, type TimedStep, totalSeconds } from "../../model/recovery-time";

/** How long a recovery takes and what it loses, held against the plan's objectives. */
export interface RecoveryBudget {
  readonly recovery: Recovery;
  /** After the loss of the region; null when nothing is prepared in another one. */
  readonly region: TimeBudget | null;
  /** After the loss of a store in a region that stands: from what the region keeps of it. */
  readonly store: TimeBudget;
  readonly points: readonly StorePoints[];
}

export interface TimeBudget {
  readonly steps: readonly TimedStep[];
  readonly seconds: number;
  /** What of the objective is left; negative when it is exceeded. */
  readonly marginSeconds: number;
}

/** null when the plan sets no recovery objectives. */
export function recoveryBudget(plan: Plan): RecoveryBudget | null {
  const { recovery } = plan;
  if (recovery === null) return null;
  const ofPlan = caseOf(plan, recovery);
  return {
    recovery,
    region: recovery.region === null ? null : against(recovery, regionSteps(ofPlan)),
    store: against(recovery, storeSteps(ofPlan)),
    points: recoveryPoints(ofPlan),
  };
}

function caseOf({ edge, incidents, services, stores }: Plan, recovery: Recovery): RecoveryCase {
  return {
    pattern: recovery.pattern,
    failover: recovery.failover,
    region: recovery.region,
    traffic: recovery.traffic,
    hasPublicEndpoint: edge.hasPublicEndpoint,
    approvalTimeout: recovery.approval?.timeout ?? null,
    responseTime: incidents.responseTime.critical,
    standbyPercent: recovery.standbyCapacity.percent,
    backupIntervalHours: recovery.backup.intervalHours,
    stores,
    runtimes: services.map(({ runtime }) => runtime),
    measured: recovery.measured,
  };
}

function against({ rto }: Recovery, steps: readonly TimedStep[]): TimeBudget {
  const seconds = totalSeconds(steps);
  return { steps, seconds, marginSeconds: rto.seconds - seconds };
}

/** Whether a point keeps to the objective; a copy that is under way counts. null where the objective does not apply. */
export function honours(point: RecoveryPoint, { rpo }: Pick<Recovery, "rpo">): boolean | null {
  if (point.kind === "not-held") return null;
  return point.kind === "bounded" && point.seconds + point.copySeconds <= rpo.seconds;
}
