import type { Construct } from "constructs";
import { compared } from "../../observability/alarms/alarm-settings";
import { raise } from "../../observability/alarms/raise";
import { ALL_OF_FIFTEEN_MINUTES, EACH_OF_FIVE_MINUTES } from "../../observability/alarms/windows";
import { single } from "../../observability/metrics/metric";
import { migrationPost } from "../migration-post";
import type { MigrationProps } from "../migration-props";

/**
 * Tunnels that are down. `TunnelState` is 1 for a tunnel that is up and 0 for one that is not; by connection it is the
 * share of both (Site-to-Site VPN user guide, CloudWatch metrics). AWS maintains one tunnel at a time, for minutes.
 */
export function tunnelAlarms(scope: Construct, connectionId: string, props: MigrationProps): void {
  const post = migrationPost(scope, props);
  const state = (statistic: string) =>
    single("tunnels that are up", {
      namespace: "AWS/VPN",
      name: "TunnelState",
      dimensions: { VpnId: connectionId },
      statistic,
    });
  raise(post, {
    name: "link-down",
    severity: "high",
    runbook: "migration-replication",
    condition: "both VPN tunnels are down for 5 minutes",
    signal: null,
    capabilities: ["migration-link"],
    ticket: null,
    metric: compared(state("Maximum"), {
      is: "at-most",
      threshold: 0,
      window: EACH_OF_FIVE_MINUTES,
      missing: "breaching",
    }),
  });
  raise(post, {
    name: "tunnel-down",
    severity: "medium",
    runbook: "migration-replication",
    condition: "one VPN tunnel is down for 15 minutes",
    signal: null,
    capabilities: ["migration-link"],
    ticket: null,
    metric: compared(state("Minimum"), {
      is: "below",
      threshold: 1,
      window: ALL_OF_FIFTEEN_MINUTES,
      missing: "breaching",
    }),
  });
}
