import type { Plan } from "../../../model/plan";
import type { EdgeOutputs } from "../../core/stack-outputs";
import { blockedRequests, healthCheckStatus } from "../metrics/edge-metrics";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { EACH_OF_TWO_MINUTES, FIVE_MINUTES } from "./windows";

/** Whether the public domain answers at all. */
export function healthCheckAlarm(post: AlarmPost, healthCheckId: string): void {
  raise(post, {
    name: "domain-unhealthy",
    severity: "critical",
    runbook: "edge-health",
    condition: "Route 53 finds the public domain unhealthy for 2 minutes",
    signal: "errors",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(healthCheckStatus(healthCheckId), {
      is: "below",
      threshold: 1,
      window: EACH_OF_TWO_MINUTES,
      missing: "breaching",
    }),
  });
}

/** A surge of blocked requests: more than one address may send before the rate limit stops it. */
export function blockedRequestsAlarm(post: AlarmPost, plan: Plan, acl: NonNullable<EdgeOutputs["webAcl"]>): void {
  const { rateLimit } = plan.edge;
  raise(post, {
    name: "blocked-requests",
    severity: "medium",
    runbook: "blocked-requests",
    condition: `more than ${rateLimit} requests blocked by AWS WAF over 5 minutes`,
    signal: "traffic",
    capabilities: ["golden-signal-alarm"],
    ticket: null,
    metric: compared(blockedRequests(plan, acl), {
      is: "above",
      threshold: rateLimit,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}
