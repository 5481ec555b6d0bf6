import type { DashboardBody, PlacedWidget } from "./widget";

/** CloudWatch's limits on one dashboard (CloudWatch user guide, "CloudWatch service quotas"). */
export const MAX_WIDGETS = 500;
export const MAX_METRICS = 2500;
export const MAX_METRICS_PER_WIDGET = 500;

export function withinDashboardLimits({ widgets }: DashboardBody): boolean {
  const metrics = widgets.map(metricsOf);
  return widgets.length <= MAX_WIDGETS && sum(metrics) <= MAX_METRICS;
}

/** @throws Error when AWS would refuse the dashboard; the message names it and the figure */
export function checkDashboardLimits(name: string, { widgets }: DashboardBody): void {
  const metrics = widgets.map(metricsOf);
  refuse(name, "widgets", widgets.length, MAX_WIDGETS);
  refuse(name, "metrics", sum(metrics), MAX_METRICS);
  refuse(name, "metrics in one widget", Math.max(0, ...metrics), MAX_METRICS_PER_WIDGET);
}

function metricsOf(widget: PlacedWidget): number {
  if (widget.type !== "metric") return 0;
  return "metrics" in widget.properties
    ? widget.properties.metrics.length
    : widget.properties.annotations.alarms.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function refuse(name: string, what: string, count: number, limit: number): void {
  if (count > limit) throw new Error(`dashboard ${name} has ${count} ${what}; CloudWatch takes ${limit}`);
}
