import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { Construct } from "constructs";
import { metricNamespace } from "../../../model/metric-namespace";
import { type DatabaseSource, waveOf } from "../../../model/migration";
import { formatDuration } from "../../../model/units/duration";
import { compared } from "../../observability/alarms/alarm-settings";
import { raise } from "../../observability/alarms/raise";
import { ALL_OF_FIFTEEN_MINUTES, FIVE_MINUTES } from "../../observability/alarms/windows";
import { single } from "../../observability/metrics/metric";
import { migrationPost } from "../migration-post";
import type { MigrationProps } from "../migration-props";
import type { Direction } from "./replication-names";

/** How DMS marks an error in its log, whichever component writes it: `00001234: … [TARGET_APPLY ]E:  …`. */
const ERROR_MARK = '"]E:"';

export interface ReplicationAlarmsProps extends MigrationProps {
  readonly source: DatabaseSource;
  readonly direction: Direction;
  /** The replication's name in AWS, which its metrics go by. */
  readonly resource: string;
  readonly log: CloudwatchLogGroup;
}

/**
 * A replication that falls behind what its wave allows, or that writes errors. One that stands still publishes nothing:
 * that it failed or stopped is heard of by its events.
 */
export function replicationAlarms(scope: Construct, props: ReplicationAlarmsProps): void {
  lagAlarm(scope, props, "source-lag", "CDCLatencySource", "reading is");
  lagAlarm(scope, props, "target-lag", "CDCLatencyTarget", "writing is");
  errorAlarm(scope, props);
}

function lagAlarm(scope: Construct, props: ReplicationAlarmsProps, words: string, metric: string, what: string): void {
  const { plan, source, resource } = props;
  const { maxLag } = waveOf(plan, source);
  raise(migrationPost(scope, props), {
    name: alarmWords(props, words),
    severity: "medium",
    runbook: "migration-replication",
    condition: `${what} more than ${formatDuration(maxLag)} behind for 15 minutes`,
    signal: "latency",
    capabilities: ["data-replication"],
    ticket: null,
    metric: compared(
      single("seconds behind", {
        namespace: "AWS/DMS",
        name: metric,
        dimensions: { ReplicationConfigId: `${plan.environment.account}:${resource}` },
        statistic: "Maximum",
      }),
      // Nothing is published during the full load and while it stands still.
      { is: "above", threshold: maxLag.seconds, window: ALL_OF_FIFTEEN_MINUTES, missing: "notBreaching" },
    ),
  });
}

function errorAlarm(scope: Construct, props: ReplicationAlarmsProps): void {
  const { plan, log, direction } = props;
  const name = alarmWords(props, "errors");
  const namespace = metricNamespace(plan);
  new CloudwatchLogMetricFilter(scope, `${direction}_errors`, {
    name,
    logGroupName: log.name,
    pattern: ERROR_MARK,
    metricTransformation: { namespace, name, value: "1", unit: "Count" },
  });
  raise(migrationPost(scope, props), {
    name,
    severity: "medium",
    runbook: "migration-replication",
    condition: "its log has errors within 5 minutes",
    signal: "errors",
    capabilities: ["data-replication"],
    ticket: null,
    metric: compared(single("errors", { namespace, name, dimensions: {}, statistic: "Sum" }), {
      is: "at-least",
      threshold: 1,
      window: FIVE_MINUTES,
      missing: "notBreaching",
    }),
  });
}

function alarmWords({ source, direction }: ReplicationAlarmsProps, words: string): string {
  return direction === "forward" ? `${source.name}-${words}` : `${source.name}-back-${words}`;
}
