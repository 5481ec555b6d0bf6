import type { DashboardBody, PlacedWidget } from "./widget";

/** CloudWatch's limits on one dashboard (CloudWatch user guide, "CloudWatch service quotas"). */
export const MAX_WIDGETS = 500;
export const MAX_METRICS = 2500;
export const MAX_METRICS_PER_WIDGET = 500;

/** @throws Error when AWS would refuse the dashboard; the message names it and the figure */
export function checkDashboardLimits(name: string, body: DashboardBody): void {
  const excess = dashboardExcess(body);
  if (excess !== undefined) throw new Error(`dashboard ${name} has ${excess}`);
}

/** The first of the limits that a dashboard passes, in words; undefined for one that AWS takes. */
export function dashboardExcess({ widgets }: DashboardBody): string | undefined {
  const metrics = widgets.map(metricsOf);
  const figures: readonly (readonly [string, number, number])[] = [
    ["widgets", widgets.length, MAX_WIDGETS],
    ["metrics", sum(metrics), MAX_METRICS],
    ["metrics in one widget", Math.max(0, ...metrics), MAX_METRICS_PER_WIDGET],
  ];
  const passed = figures.find(([, count, limit]) => count > limit);
  return passed && `${passed[1]} ${passed[0]}; CloudWatch takes ${passed[2]}`;
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
