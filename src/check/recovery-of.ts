import { isLive, RECOVERY_STEPS, type RecoveryPattern } from "../model/recovery";
import type { RecoveryCase } from "../model/recovery-case";
import { type DerivedPattern, type RecoveryObjectives, recoveryPattern } from "../model/recovery-pattern";
import { backupIntervalHours, STANDBY_CAPACITY, trafficSwitch } from "../model/recovery-settings";
import type { PlanFile } from "../model/schema/plan-file";
import { isPublic } from "./exposure";
import { lostKeys } from "./lost-keys";
import type { RuleContext } from "./rule";

/** What a plan file says of recovery, before it is resolved. */
export interface FiledRecovery {
  readonly environment: string;
  readonly region: string | null;
  readonly objectives: RecoveryObjectives;
  /** The cheapest pattern that meets the objectives. */
  readonly derived: DerivedPattern;
  readonly written: RecoveryPattern | null;
  readonly pattern: RecoveryPattern;
  /** A recovery by another pattern, or with other objectives. */
  readonly caseOf: (change?: Partial<Pick<RecoveryCase, "pattern" | "failover">>) => RecoveryCase;
}

/** null without recovery objectives, or where a part that says what recovery is does not parse. */
export function recoveryOf(context: RuleContext): FiledRecovery | null {
  const { file } = context;
  if (isFaulty(context)) return null;
  const { requirements, recovery, incidents } = file;
  const objectives = requirements?.recovery;
  const [named] = Object.entries(file.environments ?? {});
  if (objectives === undefined || recovery === undefined || incidents === undefined || named === undefined) return null;
  const [environment, { recoveryRegion, domain }] = named;
  const derived = recoveryPattern(objectives);
  const written = recovery.pattern === "auto" ? null : recovery.pattern;
  const pattern = written ?? derived.pattern;
  const region = recoveryRegion ?? null;
  const services = file.services ?? [];
  const hasPublicEndpoint = domain !== undefined && services.some(isPublic);
  return {
    environment,
    region,
    objectives,
    derived,
    written,
    pattern,
    caseOf: ({ pattern: other = pattern, failover = objectives.failover } = {}) => {
      // That a live pattern has no region is a finding of its own: its steps are judged as if it had one.
      const there = region ?? (isLive(other) ? environment : null);
      return {
        pattern: other,
        failover,
        region: there,
        traffic: trafficSwitch(other, there, hasPublicEndpoint),
        hasPublicEndpoint,
        approvalTimeout: recovery.approval?.timeout ?? null,
        responseTime: incidents.responseTime.critical,
        standbyPercent: standbyPercent(recovery, pattern, other),
        backupIntervalHours: backupIntervalHours(objectives.rpo.seconds, there !== null),
        stores: file.dataStores ?? [],
        runtimes: services.map(({ runtime }) => runtime),
        measured: recovery.measured,
      };
    },
  };
}

/** A key that does not count leaves a default that nobody chose: what follows from it would be a second finding. */
function isFaulty(context: RuleContext): boolean {
  const places: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ["requirements", "recovery"],
      ["rpo", "rto", "failover"],
    ],
    [["recovery"], ["pattern", "approval", "standbyCapacity", "measured"]],
    [["recovery", "approval"], ["timeout"]],
    [["recovery", "measured"], RECOVERY_STEPS],
    [["incidents", "responseTime"], ["critical"]],
  ];
  return places.some(([path, known]) => lostKeys(context, path, known).size > 0);
}

/** A written share belongs to the pattern that it was written for. */
function standbyPercent(recovery: PlanFile["recovery"], pattern: RecoveryPattern, other: RecoveryPattern): number {
  return (other === pattern ? recovery.standbyCapacity?.percent : undefined) ?? STANDBY_CAPACITY[other][0];
}
