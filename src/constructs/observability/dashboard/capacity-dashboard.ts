import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import type { AlarmDeclaration } from "../../../evidence/declare";
import { quotaDemands } from "../../../model/capacity/quota-needs";
import { QUOTA_ALARM_PERCENT } from "../../../model/capacity/quotas";
import { FORECAST_SECONDS } from "../../../model/forecast";
import { type Plan, ticketThreshold } from "../../../model/plan";
import { capacityDashboardName } from "../../core/shared-names";
import type { StoreOutputs } from "../../core/stack-outputs";
import { CAPACITY } from "../forecast/capacity-subject";
import { daysToLimit, type Forecast } from "../forecast/forecast";
import { horizonDays } from "../forecast/forecast-alarm";
import { auroraMetrics } from "../metrics/aurora-metrics";
import { type Series, single } from "../metrics/metric";
import { quotaUsage } from "../metrics/quota-metrics";
import type { ServiceContext } from "../service-context";
import { alarmStatus } from "./alarm-widgets";
import { dashboard } from "./dashboard";
import { graph } from "./graph";
import type { MetricWidget } from "./widget";

/** Lines of one graph that can still be told apart. Judgement. */
const LINES = 10;

export interface CapacityDashboardProps {
  readonly plan: Plan;
  readonly forecasts: readonly Forecast[];
  readonly services: readonly ServiceContext[];
  readonly stores: ReadonlyMap<string, StoreOutputs>;
  readonly alarms: readonly AlarmDeclaration[];
}

/** What runs out when: days that are left, room of services and stores, quotas. null where nothing can run out. */
export function capacityDashboard(
  scope: Construct,
  id: string,
  props: CapacityDashboardProps,
): CloudwatchDashboard | null {
  const { plan, forecasts, alarms } = props;
  const quotas = quotaSeries(plan);
  if (forecasts.length === 0 && quotas.length === 0) return null;
  const watched = alarms.filter(({ ticket }) => ticket === "capacity_threshold_approaching");
  return dashboard(scope, id, {
    name: capacityDashboardName(plan),
    subject: CAPACITY,
    sections: [
      { title: "Alarms", widgets: alarmStatus(plan, watched) },
      { title: "Days until the limit, by the trend", widgets: dayGraphs(plan, forecasts) },
      { title: "Room of services in % of their maximum", widgets: serviceGraphs(props) },
      { title: "Room of data stores in % of their limit", widgets: storeGraphs(props) },
      {
        title: "Quotas of AWS",
        widgets: graphs("quotas in % used", plan, quotas, [{ label: "alarm", value: QUOTA_ALARM_PERCENT }]),
      },
    ],
  });
}

function dayGraphs(plan: Plan, forecasts: readonly Forecast[]): readonly MetricWidget[] {
  const series = forecasts.map((forecast) =>
    single(`${forecast.subject.name}: ${forecast.resource}`, daysToLimit(plan, forecast)),
  );
  return graphs("days left", plan, series, [{ label: "alarm", value: horizonDays(plan) }], FORECAST_SECONDS);
}

function serviceGraphs({ plan, services }: CapacityDashboardProps): readonly MetricWidget[] {
  const series = services.map(({ service, compute }) => shareOf(compute.running, service.scaling.max, service.name));
  const alarm = { label: "alarm", value: ticketThreshold(plan, "capacity_threshold_approaching") };
  return graphs("running in % of the maximum", plan, series, [alarm]);
}

/** What is forecast, against its limit; of a database also its capacity, which follows the load within seconds. */
function storeGraphs({ plan, forecasts, stores }: CapacityDashboardProps): readonly MetricWidget[] {
  const series = [...stores.values()].flatMap((outputs) => [
    ...(outputs.engine === "aurora-postgresql"
      ? [{ ...auroraMetrics(outputs).capacity, label: `${outputs.name}: capacity units` }]
      : []),
    ...forecasts
      .filter(({ subject }) => subject.kind === "store" && subject.name === outputs.name)
      .map(({ resource, series: used, limit }) => shareOf(used, limit, `${outputs.name}: ${resource}`)),
  ]);
  return graphs("used in %", plan, series, [], HOUR_SECONDS);
}

/** Limits of tables are counted by the hour; so is everything beside them. */
const HOUR_SECONDS = 3600;

function quotaSeries(plan: Plan): readonly Series[] {
  return quotaDemands(plan).flatMap(({ quota }) => quotaUsage(quota) ?? []);
}

function shareOf({ metrics, formula }: Series, limit: number, label: string): Series {
  const [only] = Object.keys(metrics);
  return {
    label,
    metrics,
    formula: (id) => `100 * (${formula?.(id) ?? id(String(only))}) / ${limit}`,
  };
}

function graphs(
  title: string,
  plan: Plan,
  series: readonly Series[],
  limits: readonly { readonly label: string; readonly value: number }[],
  periodSeconds = 300,
): readonly MetricWidget[] {
  const { region } = plan.environment;
  const count = Math.ceil(series.length / LINES);
  return Array.from({ length: count }, (_, index) =>
    graph({
      title: count === 1 ? title : `${title}, ${index + 1} of ${count}`,
      region,
      series: series.slice(index * LINES, (index + 1) * LINES),
      periodSeconds,
      limits,
    }),
  );
}
