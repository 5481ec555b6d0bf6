import type { Series } from "../metrics/metric";
import type { MetricRow, MetricWidget, Size } from "./widget";

/** A third of the grid, so that three stand side by side. */
const GRAPH: Size = { width: 8, height: 6 };

/** Seconds to a point; CloudWatch widens it by itself over long ranges. */
const PERIOD_SECONDS = 60;

export interface GraphProps {
  readonly title: string;
  readonly region: string;
  readonly series: readonly Series[];
  readonly stacked?: boolean;
  /** Seconds to a point, where it is not a minute. */
  readonly periodSeconds?: number;
  /** Whether the axis begins at zero; a budget may be overspent. */
  readonly fromZero?: boolean;
  /** Lines to compare with, such as an alarm's threshold. */
  readonly limits?: readonly { readonly label: string; readonly value: number }[];
}

/** Lines over time. */
export function graph(props: GraphProps): MetricWidget {
  const { title, region, series, stacked = false, limits = [], periodSeconds = PERIOD_SECONDS } = props;
  const { fromZero = true } = props;
  return {
    ...GRAPH,
    type: "metric",
    properties: {
      title,
      region,
      view: "timeSeries",
      stacked,
      period: periodSeconds,
      metrics: series.flatMap((line, index) => rows(line, `s${index}`)),
      ...(fromZero ? { yAxis: { left: { min: 0 } } } : {}),
      ...(limits.length === 0 ? {} : { annotations: { horizontal: limits } }),
    },
  };
}

/** The series' metrics, hidden where an expression stands for them. Ids begin with the series' own, to be unique. */
function rows({ label, metrics, formula }: Series, prefix: string): readonly MetricRow[] {
  const id = (key: string) => `${prefix}${key}`;
  const drawn = Object.entries(metrics).map(([key, { namespace, name, dimensions, statistic }]): MetricRow => {
    const options = { id: id(key), stat: statistic };
    return [
      namespace,
      name,
      ...Object.entries(dimensions).flat(),
      formula === null ? { ...options, visible: true, label } : { ...options, visible: false },
    ];
  });
  return formula === null ? drawn : [...drawn, [{ id: prefix, expression: formula(id), label }]];
}
