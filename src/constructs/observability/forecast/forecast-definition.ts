import type { Subject } from "../../../evidence/evidence";
import { DAYS_TO_LIMIT, FORECAST_DAYS } from "../../../model/forecast";
import { metricNamespace } from "../../../model/metric-namespace";
import type { Plan } from "../../../model/plan";
import { SECONDS_PER_DAY } from "../../../model/units/duration";
import { jsonata } from "../../core/state-machine/jsonata";
import { type State, type States, task } from "../../core/state-machine/state";
import { dimensions, type MetricDataQuery, NOW, query } from "../recorder/metric-data";
import { recordingMachine } from "../recorder/recording-machine";
import { bySubject } from "./by-subject";
import { type DailyFigure, type Forecast, forecastLabels } from "./forecast";
import { daysUntil } from "./trend";

/** Seconds to a point: a day's peak is one of CloudWatch's, its busy hours are counted here. */
const PERIODS: Readonly<Record<DailyFigure, number>> = { peak: SECONDS_PER_DAY, "busy-hours": 3600 };

/**
 * The recorder of forecasts: subject by subject it reads three weeks and publishes the days that are left. A subject is
 * read by itself: the answers of CloudWatch must stay below the 256 KiB that Step Functions hands from state to state
 * (Step Functions quotas), and three weeks of hours are some 21 KiB.
 */
export function forecastDefinition(plan: Plan, forecasts: readonly Forecast[]): State {
  return recordingMachine({
    comment: `Days until something of ${plan.name} runs out`,
    branches: bySubject(forecasts).map((own) => {
      const name = subjectWords(own[0].subject);
      return [name, states(plan, name, own)] as const;
    }),
  });
}

/** A service may have the name of one of the plan's own parts. */
function subjectWords({ kind, name }: Subject): string {
  return kind === "plan" ? `${name} of the plan` : name;
}

function states(plan: Plan, name: string, forecasts: readonly Forecast[]): States {
  const [read, publish] = [`Read ${name}`, `Publish ${name}`];
  const figures = new Set(forecasts.map(({ figure }) => figure));
  const [figure, ...others] = figures;
  if (figure === undefined || others.length > 0) throw new Error(`${name} is forecast by one figure, not by several`);
  return {
    [read]: {
      ...lastDays(
        PERIODS[figure],
        forecasts.flatMap((forecast) => queries(forecast, PERIODS[figure])),
      ),
      Assign: Object.fromEntries(
        forecasts.map((forecast) => [idOf(forecast), jsonata(daysUntil(idOf(forecast), forecast.limit, figure))]),
      ),
      Next: publish,
    },
    [publish]: {
      ...task("aws-sdk:cloudwatch:putMetricData", {
        Namespace: metricNamespace(plan),
        MetricData: forecasts.map((forecast) => ({
          MetricName: DAYS_TO_LIMIT,
          Dimensions: dimensions(forecastLabels(forecast)),
          Unit: "None",
          Value: jsonata(`$${idOf(forecast)}`),
        })),
      }),
      Output: true,
      End: true,
    },
  };
}

/** Days of UTC, or hours, that have ended: a day that has only begun would look like a fall. */
function lastDays(periodSeconds: number, metricDataQueries: readonly MetricDataQuery[]): State {
  const period = periodSeconds * 1000;
  const end = `$floor(${NOW} / ${period}) * ${period}`;
  return task("aws-sdk:cloudwatch:getMetricData", {
    MetricDataQueries: metricDataQueries,
    StartTime: jsonata(`$fromMillis(${end} - ${FORECAST_DAYS * SECONDS_PER_DAY * 1000})`),
    EndTime: jsonata(`$fromMillis(${end})`),
    ScanBy: "TimestampDescending",
  });
}

/** A series as one result, called by its resource, a point for each period. */
export function queries({ series, figure, ...forecast }: Forecast, periodSeconds: number): readonly MetricDataQuery[] {
  const result = idOf(forecast);
  const id = (key: string) => `${result}_${key}`;
  const [only, ...more] = Object.keys(series.metrics);
  if (only === undefined) throw new Error(`${series.label} reads no metric`);
  if (series.formula === null && more.length > 0) throw new Error(`${series.label} of several metrics has no formula`);
  const formula = series.formula?.(id) ?? id(only);
  return [
    ...Object.entries(series.metrics).map(([key, metric]) => query(id(key), metric, periodSeconds)),
    // Hours are found by their place: none may be missing.
    { Id: result, Expression: figure === "peak" ? formula : `FILL(${formula},0)`, ReturnData: true },
  ];
}

/** Ids of queries and names of variables hold no `-`. */
function idOf({ resource }: Pick<Forecast, "resource">): string {
  return resource.replaceAll("-", "_");
}
