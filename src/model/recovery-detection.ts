import type { Recovery } from "./recovery";

/** Failed checks in a row until Route 53 takes a domain for down: its default (developer guide, "Failure threshold"). */
export const HEALTH_CHECK_FAILURES = 3;

/** Seconds between two checks of one checker, the two that Route 53 offers; the fast one costs extra. */
const HEALTH_CHECK_SECONDS = { standard: 30, fast: 10 } as const;

/** Seconds that the alarm on a failed health check looks at before a person is told: two minutes in a row. */
const HEALTH_ALARM_SECONDS = 120;

/** Seconds that the alarm which starts an automated failover looks at: one minute, the finest of Route 53's metrics. */
export const FAILOVER_ALARM_SECONDS = 60;

/**
 * Seconds without a healthy target until the load balancer's targets count as lost. Where it has private addresses only,
 * nobody can ask it from outside, and this view has to agree.
 */
export const TARGETS_LOST_SECONDS = 120;

/** Seconds in which a failover that started by itself asks three times more whether the region answers. */
export const SECOND_LOOK_SECONDS = 30;

/** Seconds that the alarms inside the region look at, where no public domain can be asked. */
export const SERVICE_ALARM_SECONDS = 300;

/** Time to live of an alias record of a load balancer, in seconds (Route 53 developer guide, "Alias records"). */
export const RECORD_TTL_SECONDS = 60;

/**
 * Seconds until Route 53 has read the failover switch, on average: it reads a data point a minute (developer guide,
 * "Monitoring health checks using CloudWatch alarms").
 */
export const SWITCH_READ_SECONDS = 30;

/**
 * Seconds until the loss of the region is noticed: three failed checks and the alarm on them; behind Global Accelerator,
 * whose load balancers are private, the loss of the targets; without a public domain the alarms inside the region.
 */
export function noticeSeconds(
  recovery: Pick<Recovery, "failover" | "region" | "traffic">,
  hasPublicEndpoint: boolean,
): number {
  if (!hasPublicEndpoint) return SERVICE_ALARM_SECONDS;
  if (isNoticedByTargets(recovery)) return TARGETS_LOST_SECONDS + FAILOVER_ALARM_SECONDS;
  return healthCheckSeconds(recovery) * HEALTH_CHECK_FAILURES + regionAlarmSeconds(recovery);
}

export function isNoticedByTargets({ failover, traffic }: Pick<Recovery, "failover" | "traffic">): boolean {
  return failover === "automated" && traffic === "global-accelerator";
}

/** Seconds that the alarm on the region looks at: twice as long where people are only told. */
export function regionAlarmSeconds({ failover }: Pick<Recovery, "failover">): number {
  return failover === "automated" ? FAILOVER_ALARM_SECONDS : HEALTH_ALARM_SECONDS;
}

/** How often the public domain is asked: faster where nobody has to be told first. */
export function healthCheckSeconds(recovery: Pick<Recovery, "failover" | "region"> | null): number {
  return recovery?.failover === "automated" && recovery.region !== null
    ? HEALTH_CHECK_SECONDS.fast
    : HEALTH_CHECK_SECONDS.standard;
}
