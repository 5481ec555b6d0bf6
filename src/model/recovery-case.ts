import type { Recovery, RecoveryPattern, TrafficSwitch } from "./recovery";
import type { DataStoreFile, ServiceFile } from "./schema/plan-file";
import type { Duration } from "./units/duration";

/** What the length of a recovery and the data it loses depend on: read from a plan file by checks, from a plan later. */
export interface RecoveryCase {
  readonly pattern: RecoveryPattern;
  readonly failover: Recovery["failover"];
  /** The recovery region; null when the plan names none. */
  readonly region: string | null;
  readonly traffic: TrafficSwitch;
  readonly hasPublicEndpoint: boolean;
  /** How long an automated failover waits for an approver; null when nobody is asked. */
  readonly approvalTimeout: Duration | null;
  /** Until a person answers a critical alarm. */
  readonly responseTime: Duration;
  /** Share of each service's minimum that runs in the recovery region beforehand. */
  readonly standbyPercent: number;
  readonly backupIntervalHours: number;
  readonly stores: readonly DataStoreFile[];
  /** One for each service. */
  readonly runtimes: readonly ServiceFile["runtime"][];
  readonly measured: Recovery["measured"];
}
