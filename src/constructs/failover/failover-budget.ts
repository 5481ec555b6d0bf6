import type { Plan } from "../../model/plan";
import { noticeSeconds } from "../../model/recovery-detection";
import type { LiveRecovery } from "./failover-names";

/** Longest run of one script (Systems Manager user guide, aws:executeScript). */
export const SCRIPT_SECONDS = 600;

/** A call takes 25 seconds at most (user guide, aws:executeAwsApi); a little more for one that is throttled. */
export const CALL_SECONDS = 30;

/** Three questions of five seconds with ten between them, and what a script needs to start; the rest is room. */
export const CHECK_SECONDS = 120;

/** A data point, then the alarm's next look a minute later; three times that. */
export const SWITCH_SECONDS = 180;

/**
 * Shortest and longest wait of each kind. A global database fails over "in the order of minutes" (Aurora user guide), and
 * tasks start in about as many: less than five would turn a slow failover into a failed one. After half an hour nothing
 * comes any more by waiting.
 */
const WAITS = {
  database: { share: 0.45, least: 300, most: 1800 },
  capacity: { share: 0.45, least: 300, most: 1800 },
  verify: { share: 0.1, least: 60, most: 600 },
} as const;

/** Two quick calls for each service or database, of which ECS takes a few in a second, and the start of a script. */
const CHANGE_SECONDS = { start: 60, each: 2 } as const;

/** Seconds for changing services or databases one after another; none without any. */
export function changeSeconds(count: number): number {
  return count === 0 ? 0 : Math.min(CHANGE_SECONDS.start + count * CHANGE_SECONDS.each, SCRIPT_SECONDS);
}

/** Number of single calls that each of the documents makes at most: messages, ticket, report, two for the switch. */
const CALLS = 10;

/** Seconds that a failover waits for each thing at most. */
export type FailoverBudget = Readonly<Record<keyof typeof WAITS, number>>;

/**
 * What is left of the recovery time objective after detection, approval, check and calls, shared out among the waits. An
 * objective too short for any wait gets the shortest ones: `RECOVERY.md` and the checks say whether it can be kept.
 *
 * @param changed numbers of services that grow and of databases that change their writer
 */
export function failoverBudget(
  plan: Plan,
  recovery: LiveRecovery,
  changed: { readonly services: number; readonly databases: number },
): FailoverBudget {
  const detection = noticeSeconds(recovery, plan.edge.hasPublicEndpoint);
  const approval = recovery.approval === null ? 0 : recovery.approval.timeout.seconds;
  const switching = recovery.traffic === "failover-records" ? SWITCH_SECONDS : 0;
  const calls = CALLS * CALL_SECONDS + changeSeconds(changed.services) + changeSeconds(changed.databases);
  const left = recovery.rto.seconds - detection - approval - CHECK_SECONDS - switching - calls;
  const wait = ({ share, least, most }: (typeof WAITS)[keyof typeof WAITS]) =>
    Math.min(Math.max(Math.floor(left * share), least), most);
  return { database: wait(WAITS.database), capacity: wait(WAITS.capacity), verify: wait(WAITS.verify) };
}
