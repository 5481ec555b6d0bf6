/*
 * Widgets as CloudWatch's "Dashboard body structure and syntax" has them, as far as dashboards here use them.
 */

/** The grid is 24 columns wide. */
export const GRID_WIDTH = 24;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Widget = MetricWidget | AlarmAnnotationWidget | AlarmStatusWidget | TextWidget;

export interface MetricWidget extends Size {
  readonly type: "metric";
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly view: "timeSeries";
    readonly stacked: boolean;
    readonly period: number;
    readonly metrics: readonly MetricRow[];
    readonly yAxis?: { readonly left: { readonly min: number } };
    readonly annotations?: { readonly horizontal: readonly { readonly label: string; readonly value: number }[] };
  };
}

/** A metric by namespace, name and dimensions, then how it is drawn; or an expression over the widget's metrics. */
export type MetricRow = readonly [...string[], MetricOptions] | readonly [ExpressionOptions];

export interface MetricOptions {
  readonly id: string;
  readonly stat: string;
  readonly visible: boolean;
  readonly label?: string;
}

export interface ExpressionOptions {
  readonly id: string;
  readonly expression: string;
  readonly label: string;
}

/** One alarm with its metric and threshold; the way to show an alarm of another region. */
export interface AlarmAnnotationWidget extends Size {
  readonly type: "metric";
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly view: "timeSeries";
    readonly annotations: { readonly alarms: readonly [string] };
  };
}

/** States of many alarms of the dashboard's own region. */
export interface AlarmStatusWidget extends Size {
  readonly type: "alarm";
  readonly properties: { readonly title: string; readonly alarms: readonly string[] };
}

export interface TextWidget extends Size {
  readonly type: "text";
  readonly properties: { readonly markdown: string };
}

/** A widget at its place. */
export type PlacedWidget = Widget & { readonly x: number; readonly y: number };

export interface DashboardBody {
  readonly widgets: readonly PlacedWidget[];
}
