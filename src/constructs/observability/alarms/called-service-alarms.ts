import { isCalledByServices, type ServiceContext } from "../service-context";
import { demandAlarm } from "./demand-alarm";
import type { AlarmPost } from "./raise";

/**
 * Traffic of a service that only its fellow services call. No load balancer sees its requests, and AWS knows neither
 * their latency nor their outcome: what it writes to its log tells of errors.
 */
export function calledServiceAlarms(post: AlarmPost, context: ServiceContext): void {
  if (!isCalledByServices(context)) return;
  const { exchanged } = context.compute;
  demandAlarm(post, {
    name: "traffic",
    words: exchanged.label,
    runbook: "service-traffic",
    series: exchanged,
  });
}
