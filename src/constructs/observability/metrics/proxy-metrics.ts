import type { DatabaseProxyOutputs } from "../../core/stack-outputs";
import { type Metric, type Series, single } from "./metric";

/**
 * Metrics of RDS Proxy (Aurora user guide, "Monitoring RDS Proxy metrics with Amazon CloudWatch"). Each of the machines
 * that a proxy consists of publishes its own values, so that counts are sums.
 */
export interface ProxyMetrics {
  /** Milliseconds until a client has a connection, mean. */
  readonly borrowLatency: Series;
  /** Percent of the connections to the database that the proxy may open. */
  readonly used: Series;
  readonly clients: Series;
  /** Sessions that keep a connection to themselves. */
  readonly pinned: Series;
}

export function proxyMetrics({ name }: DatabaseProxyOutputs): ProxyMetrics {
  const read = (metric: string, statistic: string): Metric => ({
    namespace: "AWS/RDS",
    name: metric,
    dimensions: { ProxyName: name },
    statistic,
  });
  return {
    borrowLatency: {
      label: "wait for a connection in ms",
      metrics: { microseconds: read("DatabaseConnectionsBorrowLatency", "Average") },
      formula: (id) => `${id("microseconds")} / 1000`,
    },
    used: {
      label: "proxy's connections in % of its most",
      metrics: { open: read("DatabaseConnections", "Sum"), most: read("MaxDatabaseConnectionsAllowed", "Sum") },
      formula: (id) => `IF(${id("most")} > 0, 100 * ${id("open")} / ${id("most")}, 0)`,
    },
    clients: single("clients of the proxy", read("ClientConnections", "Sum")),
    pinned: single("pinned sessions", read("DatabaseConnectionsCurrentlySessionPinned", "Sum")),
  };
}
