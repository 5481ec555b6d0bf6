export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  /** Values may be references of Terraform: they are compared as text. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Two metrics are the same when namespace, name and every dimension are. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
