import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { SECONDS_PER_DAY } from "../../../model/units/duration";
import { deliveryDashboardName } from "../../core/shared-names";
import { CHANGE_METRICS, changeMetrics } from "../../delivery/deployment-metrics/change-metrics";
import { combined, type Series, single } from "../metrics/metric";
import { dashboard } from "./dashboard";
import { graph } from "./graph";
import { GRID_WIDTH, type TextWidget, type Widget } from "./widget";

/** How changes are delivered, on one page; null in a plan without pipelines. */
export function deliveryDashboard(scope: Construct, id: string, plan: Plan): CloudwatchDashboard | null {
  if (plan.delivery.source === null || plan.services.length === 0) return null;
  return dashboard(scope, id, {
    name: deliveryDashboardName(plan),
    subject: { kind: "plan", name: "delivery" },
    sections: [
      { title: "The four keys", widgets: [definitions()] },
      { title: "All services", widgets: planGraphs(plan) },
      { title: "By service", widgets: serviceGraphs(plan) },
    ],
  });
}

function definitions(): TextWidget {
  const markdown = [
    "| key | measured as |",
    "|---|---|",
    "| deployment frequency | changes a day that pipelines deployed, and that were not rolled back |",
    "| lead time | from the push that started the pipeline, waiting for approval included, to the end of the deployment; the median. Of pushes that came together, the last counts |",
    "| change failure rate | changes that were given up and rolled back, of all that ended |",
    "| time to restore | from the first failed deployment to the end of the next good one, and as long as the fastest burn-rate alarm of an objective was on; the median |",
  ];
  return { type: "text", width: GRID_WIDTH, height: 6, properties: { markdown: markdown.join("\n") } };
}

function planGraphs(plan: Plan): readonly Widget[] {
  const { deployed, failed, leadTime, timeToRestore } = changeMetrics(plan, null);
  return [
    daily(plan, "Changes a day", [single("deployed", deployed), single("rolled back", failed)], { stacked: true }),
    daily(plan, "Change failure rate in %", [
      {
        label: "rolled back",
        metrics: { bad0: failed, good0: deployed },
        formula: (key) => failureRate(combined("SUM", "bad", 1, key), combined("SUM", "good", 1, key)),
      },
    ]),
    daily(plan, "Median lead time in seconds", [single("lead time", leadTime)]),
    daily(plan, "Median time to restore in seconds", [single("time to restore", timeToRestore)]),
  ];
}

/** A day without changes has no rate. */
function failureRate(bad: string, good: string): string {
  return `IF(${bad}+${good}>0, 100*${bad}/(${bad}+${good}))`;
}

/** Found by search, which draws a line for each service however many there are (up to 500). */
function serviceGraphs(plan: Plan): readonly Widget[] {
  const lines = (title: string, key: keyof typeof CHANGE_METRICS) =>
    daily(plan, title, [everyService(plan, CHANGE_METRICS[key], changeMetrics(plan, null)[key].statistic)]);
  return [
    lines("Changes deployed a day", "deployed"),
    lines("Changes rolled back a day", "failed"),
    lines("Median lead time in seconds", "leadTime"),
    lines("Median time to restore in seconds", "timeToRestore"),
  ];
}

function everyService(plan: Plan, name: string, statistic: string): Series {
  const search = `{"${metricNamespace(plan)}","Service"} MetricName="${name}"`;
  return { label: "", metrics: {}, formula: () => `SEARCH('${search}', '${statistic}', ${SECONDS_PER_DAY})` };
}

function daily(
  plan: Plan,
  title: string,
  series: readonly Series[],
  drawn: { readonly stacked?: boolean } = {},
): Widget {
  return graph({ title, region: plan.environment.region, series, periodSeconds: SECONDS_PER_DAY, ...drawn });
}
