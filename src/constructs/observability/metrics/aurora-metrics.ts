import type { AuroraOutputs } from "../../core/stack-outputs";
import { type Series, single } from "./metric";

/** Metrics of an Aurora cluster over its instances; the maximum is the busiest instance. */
export interface AuroraMetrics {
  readonly cpu: Series;
  /** Percent of the largest capacity that the cluster may take. */
  readonly capacity: Series;
  readonly connections: Series;
  /** Milliseconds. */
  readonly replicaLag: Series;
  /** A second. */
  readonly deadlocks: Series;
  /** A second and instance. */
  readonly commits: Series;
  /** Milliseconds. */
  readonly commitLatency: Series;
  /** Seconds. */
  readonly readLatency: Series;
  /** Bytes of the cluster volume. */
  readonly volume: Series;
  /** Age of the oldest transaction that is not frozen, in transactions. */
  readonly oldestTransaction: Series;
}

export function auroraMetrics({ clusterIdentifier }: AuroraOutputs): AuroraMetrics {
  const read = (label: string, name: string, statistic: string) =>
    single(label, {
      namespace: "AWS/RDS",
      name,
      dimensions: { DBClusterIdentifier: clusterIdentifier },
      statistic,
    });
  return {
    cpu: read("CPU in %", "CPUUtilization", "Maximum"),
    capacity: read("capacity in % of the maximum", "ACUUtilization", "Maximum"),
    connections: read("connections", "DatabaseConnections", "Maximum"),
    replicaLag: read("replica lag in ms", "AuroraReplicaLagMaximum", "Maximum"),
    deadlocks: read("deadlocks a second", "Deadlocks", "Average"),
    commits: read("commits a second", "CommitThroughput", "Average"),
    commitLatency: read("commit in ms", "CommitLatency", "Average"),
    readLatency: read("read in s", "ReadLatency", "Average"),
    volume: read("cluster volume in bytes", "VolumeBytesUsed", "Maximum"),
    oldestTransaction: read("age of the oldest transaction", "MaximumUsedTransactionIDs", "Maximum"),
  };
}
