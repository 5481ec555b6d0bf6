import { isRecorded, type Slo, shownFactor, sliPhrase } from "../../../model/slo";
import { errorBudget, formatPercentage } from "../../../model/units/percentage";
import type { Series } from "../metrics/metric";
import { single } from "../metrics/metric";
import { BAD_SHARE, BUDGET_REMAINING, errorRatioName, recordedMetric } from "../recorder/recorded-metrics";
import type { ServiceContext } from "../service-context";
import { errorRatio } from "../slo/indicator";
import type { MeasuredSlo } from "../slo/measured-slos";
import { graph } from "./graph";
import type { MetricWidget } from "./widget";

const HOUR_SECONDS = 3600;

/** What is left of each error budget of a service, and how fast it burns against the tiers of its alarms. */
export function sloGraphs(context: ServiceContext): readonly MetricWidget[] {
  return context.slos.flatMap((measured) => [budgetGraph(context, measured), burnGraph(context, measured)]);
}

function budgetGraph({ plan, service }: ServiceContext, { slo, region }: MeasuredSlo): MetricWidget {
  return graph({
    title: `${service.name}, ${slo.name}: error budget remaining in % (${formatPercentage(slo.target)} of ${sliPhrase(slo)})`,
    region,
    series: [single("remaining in %", recordedMetric(plan, service.name, slo.name, BUDGET_REMAINING, "Average"))],
    periodSeconds: HOUR_SECONDS,
    fromZero: false,
    limits: [
      { label: "used up", value: 0 },
      { label: "freeze features", value: 25 },
    ],
  });
}

/** Burn rate of each hour, and of the windows that the recorder publishes. 1 spends the budget exactly in the window. */
function burnGraph({ plan, service }: ServiceContext, { slo, indicator, region }: MeasuredSlo): MetricWidget {
  const budget = errorBudget(slo.target);
  const hourly: Series =
    indicator.kind === "events"
      ? {
          label: "over 1 h",
          metrics: indicator.metrics,
          formula: (id) => `${errorRatio(indicator, { events: 1, failures: 1 })(id)} / ${budget}`,
        }
      : ratioSeries("over 1 h", recordedMetric(plan, service.name, slo.name, BAD_SHARE, "Average"), budget);
  const recorded = longWindows(slo).map(({ name, window }) =>
    ratioSeries(
      `over ${name}`,
      recordedMetric(plan, service.name, slo.name, errorRatioName(window), "Maximum"),
      budget,
    ),
  );
  return graph({
    title: `${service.name}, ${slo.name}: burn rate`,
    region,
    series: [hourly, ...recorded],
    periodSeconds: HOUR_SECONDS,
    limits: slo.tiers.map((tier) => ({ label: `alarm over ${tier.name}`, value: shownFactor(tier) })),
  });
}

function longWindows({ tiers }: Slo) {
  return tiers.filter(({ long }) => isRecorded(long)).map(({ name, long }) => ({ name, window: long }));
}

function ratioSeries(label: string, metric: Parameters<typeof single>[1], budget: number): Series {
  return { label, metrics: { ratio: metric }, formula: (id) => `${id("ratio")} / ${budget}` };
}
