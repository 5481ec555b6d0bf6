/** A metric, or an expression over metrics, independent of which AWS service evaluates it. */
export type MetricQuery =
  | { readonly id: string; readonly label: string; readonly expression: string; readonly returned: boolean }
  | {
      readonly id: string;
      readonly label: string;
      readonly namespace: string;
      readonly metricName: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly stat: "Average" | "Maximum" | "Minimum" | "Sum";
      readonly returned: boolean;
    };

/** Queries of an alarm, every metric over `period` seconds. */
export function alarmQueries(queries: readonly MetricQuery[], period: number) {
  return queries.map((query) => {
    const { id, label, returned } = query;
    const common = { id, label, returnData: returned };
    if ("expression" in query) return { ...common, expression: query.expression };
    const { namespace, metricName, dimensions, stat } = query;
    return { ...common, metric: { namespace, metricName, dimensions: { ...dimensions }, stat, period } };
  });
}

/** Queries of a target-tracking policy, of ECS services and Auto Scaling groups alike. Always over one minute. */
export function trackingQueries(queries: readonly MetricQuery[]) {
  return queries.map((query) => {
    const { id, label, returned } = query;
    const common = { id, label, returnData: returned };
    if ("expression" in query) return { ...common, expression: query.expression };
    const { namespace, metricName, stat } = query;
    const dimensions = Object.entries(query.dimensions).map(([name, value]) => ({ name, value }));
    return { ...common, metricStat: { stat, metric: { namespace, metricName, dimensions } } };
  });
}
