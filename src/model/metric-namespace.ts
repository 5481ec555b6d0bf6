import type { Plan } from "./plan";

/** CloudWatch namespace of the metrics that a plan publishes itself. */
export function metricNamespace({ name, environment }: Pick<Plan, "name" | "environment">): string {
  return `opsplan/${name}/${environment.name}`;
}
