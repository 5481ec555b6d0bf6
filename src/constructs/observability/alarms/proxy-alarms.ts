import type { Plan } from "../../../model/plan";
import { formatPercentage } from "../../../model/units/percentage";
import type { DatabaseProxyOutputs } from "../../core/stack-outputs";
import { proxyMetrics } from "../metrics/proxy-metrics";
import { compared } from "./alarm-settings";
import { type AlarmPost, raise } from "./raise";
import { MOST_OF_FIFTEEN_MINUTES } from "./windows";

/** A proxy with a free connection lends it within milliseconds: a tenth of a second on the mean is a queue. */
const BORROW_LATENCY_MS = 100;

/** Clients of a database's proxy that wait, and a proxy that has no connection left to lend. */
export function proxyAlarms(post: AlarmPost, plan: Plan, proxy: DatabaseProxyOutputs): void {
  const metrics = proxyMetrics(proxy);
  const limit = plan.observability.thresholds.databaseConnections;
  const common = { severity: "high", runbook: "database-connections", capabilities: ["golden-signal-alarm"] } as const;
  raise(post, {
    ...common,
    name: "proxy-wait",
    condition: `clients of the proxy wait ${BORROW_LATENCY_MS} ms or more for a connection, mean of 2 of 3 periods of 5 minutes`,
    signal: "latency",
    ticket: null,
    metric: compared(metrics.borrowLatency, {
      is: "at-least",
      threshold: BORROW_LATENCY_MS,
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
  raise(post, {
    ...common,
    name: "proxy-connections",
    condition: `the proxy has opened more than ${formatPercentage(limit)} of the connections that it may in 2 of 3 periods of 5 minutes`,
    signal: "saturation",
    ticket: "capacity_threshold_approaching",
    metric: compared(metrics.used, {
      is: "above",
      threshold: limit.percent,
      window: MOST_OF_FIFTEEN_MINUTES,
      missing: "notBreaching",
    }),
  });
}
