import type { MetricId } from "./metric-key";
import type { TerraformBody } from "./terraform-body";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

const MISSING_DATA = ["missing", "ignore", "breaching", "notBreaching"] as const;
const COMPARISONS = [
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
] as const;

export type MissingData = (typeof MISSING_DATA)[number];
export type Comparison = (typeof COMPARISONS)[number];

/** What an alarm does when it enters a state. */
export type ActionLists = Readonly<Record<AlarmState, boolean>>;

export interface MetricQuery {
  readonly id: string;
  readonly metric: MetricId;
  readonly statistic: string;
}

export interface MetricAlarmDefinition {
  readonly name: string;
  readonly acts: ActionLists;
  readonly metrics: readonly MetricQuery[];
  /** Metric math by id. */
  readonly expressions: ReadonlyMap<string, string>;
  /** Id of the metric or expression that is compared with the threshold. */
  readonly watched: string;
  readonly periodMinutes: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missingData: MissingData;
}

export interface CompositeAlarmDefinition {
  readonly name: string;
  readonly acts: ActionLists;
  readonly rule: string;
  readonly suppressor: Suppressor | null;
}

export interface Suppressor {
  readonly alarm: string;
  readonly waitMinutes: number;
  readonly extensionMinutes: number;
}

/** An alarm on a band that CloudWatch learns from weeks of data: nothing that can be simulated. */
export function isAnomalyAlarm(body: TerraformBody): boolean {
  return body.optionalText("threshold_metric_id") !== undefined;
}

/** @throws Error for what CloudWatch would refuse, and for anomaly detection */
export function metricAlarmDefinition(body: TerraformBody): MetricAlarmDefinition {
  const name = body.text("alarm_name");
  if (isAnomalyAlarm(body)) throw new Error(`${name} detects anomalies: there is no band to compare with here`);
  const evaluationPeriods = body.number("evaluation_periods");
  const datapointsToAlarm = body.optionalNumber("datapoints_to_alarm") ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) {
    throw new Error(`${name} wants ${datapointsToAlarm} breaching data points out of ${evaluationPeriods}`);
  }
  const watch = body.blocks("metric_query").length === 0 ? singleMetric(body) : metricQueries(name, body);
  return {
    name,
    acts: actionLists(body),
    metrics: watch.metrics,
    expressions: watch.expressions,
    watched: watch.watched,
    periodMinutes: periodMinutes(name, watch.periods, evaluationPeriods),
    evaluationPeriods,
    datapointsToAlarm,
    comparison: oneOf(COMPARISONS, body.text("comparison_operator"), name),
    threshold: body.number("threshold"),
    missingData: oneOf(MISSING_DATA, body.optionalText("treat_missing_data") ?? "missing", name),
  };
}

export function compositeAlarmDefinition(body: TerraformBody): CompositeAlarmDefinition {
  const suppressor = body.block("actions_suppressor");
  return {
    name: body.text("alarm_name"),
    acts: actionLists(body),
    rule: body.text("alarm_rule"),
    suppressor:
      suppressor === undefined
        ? null
        : {
            alarm: suppressor.text("alarm"),
            waitMinutes: suppressor.number("wait_period") / 60,
            extensionMinutes: suppressor.number("extension_period") / 60,
          },
  };
}

interface Watch extends Pick<MetricAlarmDefinition, "metrics" | "expressions" | "watched"> {
  /** Seconds of every metric. */
  readonly periods: readonly number[];
}

function singleMetric(body: TerraformBody): Watch {
  const statistic = body.optionalText("statistic") ?? body.text("extended_statistic");
  const metrics = [{ id: "metric", metric: metricId(body), statistic }];
  return { metrics, expressions: new Map(), watched: "metric", periods: [body.number("period")] };
}

function metricQueries(name: string, body: TerraformBody): Watch {
  const metrics: MetricQuery[] = [];
  const expressions = new Map<string, string>();
  const periods: number[] = [];
  const watched: string[] = [];
  for (const query of body.blocks("metric_query")) {
    const id = query.text("id");
    const metric = query.block("metric");
    if (metric === undefined) {
      expressions.set(id, query.text("expression"));
    } else {
      metrics.push({ id, metric: metricId(metric), statistic: metric.text("stat") });
      periods.push(metric.number("period"));
    }
    if (query.optionalFlag("return_data") === true) watched.push(id);
  }
  const [first, ...more] = watched;
  if (first === undefined || more.length > 0) throw new Error(`${name} returns the data of ${watched.length} queries`);
  if (metrics.length > 10) throw new Error(`${name} reads ${metrics.length} metrics; CloudWatch takes 10`);
  return { metrics, expressions, watched: first, periods };
}

function metricId(body: TerraformBody): MetricId {
  return {
    namespace: body.text("namespace"),
    name: body.text("metric_name"),
    dimensions: body.record("dimensions"),
  };
}

/**
 * A day at most below an hour, a week otherwise (API reference, PutMetricAlarm), the same for every metric (user
 * guide, alarms on metric math).
 */
function periodMinutes(name: string, periods: readonly number[], evaluationPeriods: number): number {
  const [period, ...others] = new Set(periods);
  if (period === undefined || others.length > 0) throw new Error(`${name} has the periods ${periods.join(", ")}`);
  if (period % 60 !== 0) throw new Error(`${name} has a period of ${period} s: only whole minutes are simulated`);
  const longest = period < 3600 ? 86_400 : 604_800;
  if (period * evaluationPeriods > longest) throw new Error(`${name} looks back further than ${longest} s`);
  return period / 60;
}

function actionLists(body: TerraformBody): ActionLists {
  const enabled = body.optionalFlag("actions_enabled") !== false;
  return {
    ALARM: enabled && body.texts("alarm_actions").length > 0,
    OK: enabled && body.texts("ok_actions").length > 0,
    INSUFFICIENT_DATA: enabled && body.texts("insufficient_data_actions").length > 0,
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: string, name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${name} has ${value}, which is none of ${allowed.join(", ")}`);
  return found;
}
