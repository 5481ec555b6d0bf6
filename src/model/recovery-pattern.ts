import { isLive, type RecoveryPattern } from "./recovery";
import { type Duration, formatDuration } from "./units/duration";

const MINUTE = 60;
const HOUR = 3600;

/**
 * The shortest recovery point and time objective that each pattern is the cheapest answer to, cheapest first, in
 * seconds. AWS gives bands: hours for backup and restore, tens of minutes for pilot light, minutes for warm standby,
 * near zero for active-active (Disaster Recovery of Workloads on AWS, "Disaster recovery options in the cloud"). The
 * cut-offs between them are ours: an hour is the shortest interval of an AWS Backup plan, a minute and a second are what
 * asynchronous replication keeps with and without a margin; four hours are a build from code and a restore, half an
 * hour a start of compute from zero, a minute one DNS change.
 */
export const PATTERN_LIMITS: readonly {
  readonly pattern: RecoveryPattern;
  readonly rpo: number;
  readonly rto: number;
}[] = [
  { pattern: "backup-and-restore", rpo: HOUR, rto: 4 * HOUR },
  { pattern: "pilot-light", rpo: MINUTE, rto: 30 * MINUTE },
  { pattern: "warm-standby", rpo: 1, rto: MINUTE },
  { pattern: "active-active", rpo: 0, rto: 0 },
];

export interface RecoveryObjectives {
  readonly rpo: Duration;
  readonly rto: Duration;
  readonly failover: "manual" | "automated";
}

export interface DerivedPattern {
  readonly pattern: RecoveryPattern;
  /** Why this and none that is cheaper. */
  readonly reason: string;
}

/** The cheapest pattern that meets both objectives. Automated failover rules out backup and restore. */
export function recoveryPattern({ rpo, rto, failover }: RecoveryObjectives): DerivedPattern {
  const meets = ({ rpo: shortestRpo, rto: shortestRto }: (typeof PATTERN_LIMITS)[number]) =>
    rpo.seconds >= shortestRpo && rto.seconds >= shortestRto;
  const byTime = PATTERN_LIMITS.find(meets);
  const chosen = PATTERN_LIMITS.find((limits) => meets(limits) && (failover === "manual" || isLive(limits.pattern)));
  if (byTime === undefined || chosen === undefined) throw new Error("active-active meets every objective");
  const objectives = `RPO ${formatDuration(rpo)} and RTO ${formatDuration(rto)}`;
  if (chosen !== byTime) {
    return {
      pattern: chosen.pattern,
      reason: `${objectives} would allow ${byTime.pattern}, but failover is automated: trigger, promotion and traffic switch must stand ready`,
    };
  }
  const cheaper = PATTERN_LIMITS[PATTERN_LIMITS.indexOf(chosen) - 1];
  if (cheaper === undefined)
    return { pattern: chosen.pattern, reason: `${objectives} are met by the cheapest pattern` };
  const short = [
    ...(rpo.seconds < cheaper.rpo ? [`the RPO is below ${formatDuration({ seconds: cheaper.rpo })}`] : []),
    ...(rto.seconds < cheaper.rto ? [`the RTO is below ${formatDuration({ seconds: cheaper.rto })}`] : []),
  ];
  return { pattern: chosen.pattern, reason: `${objectives}: ${short.join(" and ")}, too short for ${cheaper.pattern}` };
}
