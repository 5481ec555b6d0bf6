import type { Duration } from "./units/duration";
import type { Percentage } from "./units/percentage";

/** AWS's four patterns of disaster recovery, cheapest first (Disaster Recovery of Workloads on AWS, whitepaper). */
export const RECOVERY_PATTERNS = ["backup-and-restore", "pilot-light", "warm-standby", "active-active"] as const;

export type RecoveryPattern = (typeof RECOVERY_PATTERNS)[number];

/**
 * Where the cold standby ends: backup and restore keeps copies of data in the recovery region and builds the rest from
 * the generated stack when it is needed; the others have it applied beforehand.
 */
export function isLive(pattern: RecoveryPattern): boolean {
  return pattern !== "backup-and-restore";
}

/** How requests reach the recovery region. */
const TRAFFIC_SWITCHES = [
  /** By hand: the domain's records are pointed at the region that was built. */
  "none",
  /** Route 53 failover records; the secondary answers while the failover switch is on. */
  "failover-records",
  /** AWS Global Accelerator before load balancers in both regions: no wait for DNS caches. */
  "global-accelerator",
] as const;

export type TrafficSwitch = (typeof TRAFFIC_SWITCHES)[number];

/** The steps between the loss of a region and users being served, in their order. */
export const RECOVERY_STEPS = [
  "detect",
  "decide",
  "build-infrastructure",
  "restore-data",
  "promote-database",
  "scale-compute",
  "switch-traffic",
  "verify",
] as const;

export type RecoveryStep = (typeof RECOVERY_STEPS)[number];

/** How a plan survives the loss of its region. */
export interface Recovery {
  readonly pattern: RecoveryPattern;
  /** Objectives that it must meet. */
  readonly rpo: Duration;
  readonly rto: Duration;
  readonly failover: "manual" | "automated";
  /** Where it recovers; null when the plan names no recovery region, and only the loss of a store is covered. */
  readonly region: string | null;
  readonly traffic: TrafficSwitch;
  /** Who must agree before an automated failover; null when nobody is asked. */
  readonly approval: { readonly approvers: readonly string[]; readonly timeout: Duration } | null;
  readonly backup: BackupPolicy;
  /** Share of each service's minimum that runs in the recovery region before a failover: 0 at pilot light. */
  readonly standbyCapacity: Percentage;
  /** Rehearsals by AWS FIS; null when the plan switches them off. */
  /** Lengths of steps that an exercise has measured, in place of the estimates. */
  readonly measured: Readonly<Partial<Record<RecoveryStep, Duration>>>;
}

export interface BackupPolicy {
  /** Whole hours between two backups: 1, 2, 3, 4, 6, 8, 12 or 24. Never above the recovery point objective. */
  readonly intervalHours: number;
  readonly retentionDays: number;
  /** `compliance` can be undone by nobody after three days; `governance` by whoever may change the vault. */
  readonly vaultLock: "governance" | "compliance" | "none";
  /** Vault of another account, in the plan's region, that gets copies; null without one. */
  readonly crossAccountVaultArn: string | null;
  readonly restoreTestCron: string;
}
