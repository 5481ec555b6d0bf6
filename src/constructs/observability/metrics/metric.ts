/** One CloudWatch metric, read by one statistic. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's word: `Sum`, `Average`, `Maximum`, `p99`. */
  readonly statistic: string;
}

/** Gives the id under which an alarm or a widget knows a metric of the series. */
export type MetricId = (key: string) => string;

/** One line of a graph, or what one alarm watches. Alarms and dashboards are made from the same series. */
export interface Series {
  readonly label: string;
  /** By key; keys are lower-case letters and digits, as ids of metric math are. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Metric math over the metrics' ids; null when the series is its only metric. */
  readonly formula: ((id: MetricId) => string) | null;
}

export function single(label: string, metric: Metric): Series {
  return { label, metrics: { m: metric }, formula: null };
}

/** The metrics under one key each: `requests0`, `requests1`. */
export function keyed(key: string, metrics: readonly Metric[]): Readonly<Record<string, Metric>> {
  return Object.fromEntries(metrics.map((metric, index) => [`${key}${index}`, metric]));
}

/**
 * Metric math for all metrics of a key taken together. A metric without data counts as 0: services report errors,
 * throttles and the like only when there are some.
 */
export function combined(operation: "SUM" | "MAX", key: string, count: number, id: MetricId): string {
  const filled = Array.from({ length: count }, (_, index) => `FILL(${id(`${key}${index}`)},0)`);
  return count === 1 ? filled.join() : `${operation}([${filled.join(",")}])`;
}

/** The sum or the maximum of several metrics as one series; a single metric stays itself. */
export function together(label: string, operation: "SUM" | "MAX", metrics: readonly Metric[]): Series {
  const [first] = metrics;
  if (first !== undefined && metrics.length === 1) return single(label, first);
  return { label, metrics: keyed("m", metrics), formula: (id) => combined(operation, "m", metrics.length, id) };
}
