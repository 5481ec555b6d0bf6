import { countsMinutes, type Slo } from "../../../model/slo";
import { type Duration, duration, SECONDS_PER_DAY } from "../../../model/units/duration";
import { errorBudget } from "../../../model/units/percentage";
import { jsonata, quoted } from "../../incident/escalation/jsonata";
import { RETRY, type State, type States, task } from "../../incident/escalation/state";
import type { Metric } from "../metrics/metric";
import type { EventIndicator, Indicator, MinuteIndicator } from "./indicator";
import { BAD_SHARE, BUDGET_REMAINING, errorRatioName, isRecorded } from "./recorded-metrics";

const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

/** How often the recorder runs, and the length of the slots into which it sorts minutes. */
export const RECORDER_SECONDS = 300;

/**
 * Longest window that is read hour by hour. 120 days are 2,880 points a series, some 100 KB as JSON: two series fit in
 * the 256 KiB that a state may hand on (Step Functions quotas). Longer ones are read day by day.
 */
const HOURLY_SECONDS = 120 * SECONDS_PER_DAY;

/** One SLO that a recorder looks after. */
export interface RecordedSlo {
  readonly slo: Slo;
  readonly indicator: Indicator;
}

export interface RecorderProps {
  readonly namespace: string;
  readonly service: string;
  readonly slos: readonly RecordedSlo[];
}

/**
 * The recorder of a service in Amazon States Language: for each SLO it adds up what happened over the SLO's window and
 * publishes how much of the error budget remains, and the error ratio over every window that is too long for an
 * alarm. SDK integrations do it all: there is no code of ours to patch.
 *
 * SLOs are read side by side, and one that fails keeps no other from being recorded; the execution then fails at its
 * end, so that the alarm on the recorder sees it.
 */
export function recorderDefinition(props: RecorderProps): State {
  return {
    Comment: `Error budgets of ${props.service}`,
    QueryLanguage: "JSONata",
    StartAt: "Record",
    States: {
      Record: {
        Type: "Parallel",
        Branches: props.slos.map((recorded) => branch(props, recorded)),
        Output: jsonata("$not(false in $states.result)"),
        Next: "All recorded?",
      },
      "All recorded?": {
        Type: "Choice",
        Choices: [{ Condition: jsonata("$states.input"), Next: "Recorded" }],
        Default: "Not recorded",
      },
      Recorded: { Type: "Succeed" },
      "Not recorded": {
        Type: "Fail",
        Error: "NotRecorded",
        Cause: `CloudWatch refused a request for ${RETRY.MaxAttempts} retries; the log tells which.`,
      },
    },
  };
}

function branch(props: RecorderProps, { slo, indicator }: RecordedSlo): State {
  const states = indicator.kind === "events" ? eventStates(props, slo, indicator) : minuteStates(props, slo, indicator);
  const failed = `Could not record ${slo.name}`;
  const guarded = Object.entries(states).map(([name, state]) => [
    name,
    { ...state, Catch: [{ ErrorEquals: ["States.ALL"], Next: failed }] },
  ]);
  return {
    StartAt: Object.keys(states)[0],
    States: { ...Object.fromEntries(guarded), [failed]: { Type: "Pass", Output: false, End: true } },
  };
}

function eventStates(props: RecorderProps, slo: Slo, indicator: EventIndicator): States {
  const read = `Read ${slo.name}`;
  const publish = `Publish ${slo.name}`;
  const windows = recordedWindows(slo);
  return {
    [read]: {
      ...getMetricData(slo.window, [
        ...Object.entries(indicator.metrics).map(([id, metric]) => query(id, metric, readPeriod(slo.window))),
        { Id: "bad", Expression: indicator.bad((id) => id), ReturnData: true },
        { Id: "total", Expression: indicator.total((id) => id), ReturnData: true },
      ]),
      Assign: Object.fromEntries([
        ["bad", jsonata(sumOf("bad", null))],
        ["total", jsonata(sumOf("total", null))],
        ["share", jsonata(observedShare(slo.window, "total"))],
        ...windows.flatMap((window) => [
          [variable("bad", window), jsonata(sumOf("bad", window))],
          [variable("total", window), jsonata(sumOf("total", window))],
        ]),
      ]),
      Next: publish,
    },
    [publish]: publishing(props, slo, [
      budgetDatum(slo, "$bad", `$total / $share * ${errorBudget(slo.target)}`),
      ...windows.map((window) => ({
        name: errorRatioName(window),
        unit: "None" as const,
        value: guardedRatio(slo, `$${variable("bad", window)}`, `$${variable("total", window)}`),
      })),
    ]),
  };
}

/**
 * Share of the SLO's window since the first event in it. A service that is a day old has a day's events but the budget
 * of its whole window: without this, one failure in its first hour would have spent all of it.
 */
function observedShare(window: Duration, id: string): string {
  const series = `$series := $states.result.MetricDataResults[Id=${quoted(id)}]`;
  const oldest = "$oldest := $max($series.Values#$position[$ > 0].$position)";
  const since = `(${NOW} - $toMillis($series.Timestamps[$oldest])) / ${window.seconds * 1000}`;
  const least = readPeriod(window) / window.seconds;
  return `(${series}; ${oldest}; $exists($oldest) ? $max([${least}, $min([1, ${since}])]) : 1)`;
}

/** As the alarms do: too few events, or too few bad ones, say nothing. */
function guardedRatio({ minimumEvents, minimumFailures }: Slo, bad: string, total: string): string {
  return `${total} >= ${minimumEvents} and ${bad} >= ${minimumFailures} ? ${bad} / ${total} : 0`;
}

/**
 * Minutes do not add up in CloudWatch, so each run sorts the minutes of one slot of five into good and bad and
 * publishes their share; windows are averages of that. The slot is the last but one, complete by then. A minute
 * without data is good: SQS stops reporting a queue that nobody uses.
 */
function minuteStates(props: RecorderProps, slo: Slo, indicator: MinuteIndicator): States {
  const [look, note, read, publish] = ["Look at", "Note", "Read", "Publish"].map((word) => `${word} ${slo.name}`);
  if (!look || !note || !read || !publish) throw new Error("a minute indicator has four states");
  const windows = recordedWindows(slo);
  const minutes = slo.window.seconds / MINUTE_SECONDS;
  const share: Metric = {
    namespace: props.namespace,
    name: BAD_SHARE,
    dimensions: { Service: props.service, Slo: slo.name },
    statistic: "Average",
  };
  return {
    [look]: {
      ...task("aws-sdk:cloudwatch:getMetricData", {
        MetricDataQueries: [query("minutes", indicator.metric, MINUTE_SECONDS, true)],
        StartTime: jsonata(slotEdge(2)),
        EndTime: jsonata(slotEdge(1)),
      }),
      Assign: {
        slot: jsonata(slotEdge(2)),
        share: jsonata(
          `$count($filter($append([], ${values("minutes")}), function($v) { $v > ${indicator.bound} })) / ${RECORDER_SECONDS / MINUTE_SECONDS}`,
        ),
      },
      Next: note,
    },
    [note]: {
      ...putMetricData(props, slo, [{ name: BAD_SHARE, unit: "None", value: "$share", timestamp: jsonata("$slot") }]),
      Next: read,
    },
    [read]: {
      ...getMetricData(slo.window, [query("share", share, readPeriod(slo.window), true)]),
      Assign: Object.fromEntries([
        ["bad", jsonata(`${sumOf("share", null)} * ${readPeriod(slo.window) / MINUTE_SECONDS}`)],
        ...windows.map((window) => [
          variable("bad", window),
          jsonata(`${sumOf("share", window)} * ${readPeriod(slo.window) / MINUTE_SECONDS}`),
        ]),
      ]),
      Next: publish,
    },
    [publish]: publishing(props, slo, [
      budgetDatum(slo, "$bad", String(minutes * errorBudget(slo.target))),
      ...windows.map((window) => ({
        name: errorRatioName(window),
        unit: "None" as const,
        value: `$${variable("bad", window)} / ${window.seconds / MINUTE_SECONDS}`,
      })),
    ]),
  };
}

/** What is left of the budget, in percent; below zero when more is spent than there was. */
function budgetDatum(slo: Slo, bad: string, budget: string): Datum {
  const left = `100 * (1 - ${bad} / (${budget}))`;
  // Without any event nothing is spent.
  const value = countsMinutes(slo) ? left : `$total > 0 ? ${left} : 100`;
  return { name: BUDGET_REMAINING, unit: "Percent", value };
}

/** Windows of the tiers that no alarm can look back over by itself, each once. */
function recordedWindows({ tiers }: Slo): readonly Duration[] {
  const seconds = tiers.flatMap(({ long, short }) => [long, short]).filter(isRecorded);
  return [...new Set(seconds.map((window) => window.seconds))].sort((a, b) => a - b).map(duration);
}

function readPeriod(window: Duration): number {
  return window.seconds <= HOURLY_SECONDS ? HOUR_SECONDS : SECONDS_PER_DAY;
}

interface MetricDataQuery {
  readonly Id: string;
  readonly ReturnData: boolean;
  readonly Expression?: string;
  readonly MetricStat?: State;
}

function query(id: string, metric: Metric, period: number, returned = false): MetricDataQuery {
  return {
    Id: id,
    ReturnData: returned,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensions(metric.dimensions),
      },
      Period: period,
      Stat: metric.statistic,
    },
  };
}

function dimensions(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

const NOW = "$toMillis($states.context.Execution.StartTime)";

/** Whole hours, so that every point is a full hour but the last. */
function getMetricData(window: Duration, queries: readonly MetricDataQuery[]): State {
  const start = `$floor(${NOW} / ${HOUR_SECONDS * 1000}) * ${HOUR_SECONDS * 1000} - ${window.seconds * 1000}`;
  return task("aws-sdk:cloudwatch:getMetricData", {
    MetricDataQueries: queries,
    StartTime: jsonata(`$fromMillis(${start})`),
    EndTime: jsonata("$states.context.Execution.StartTime"),
    ScanBy: "TimestampDescending",
  });
}

/** The edge of a slot, so many slots before the one that is running. */
function slotEdge(before: number): string {
  const slot = RECORDER_SECONDS * 1000;
  return `$fromMillis(($floor(${NOW} / ${slot}) - ${before - 1}) * ${slot})`;
}

function values(id: string): string {
  return `$states.result.MetricDataResults[Id=${quoted(id)}].Values`;
}

/** The sum of a series, of the points within a window where one is given; nothing adds up to 0. */
function sumOf(id: string, window: Duration | null): string {
  if (window === null) return `$sum($append([0], ${values(id)}))`;
  const begin = `${NOW} - ${window.seconds * 1000}`;
  // Points come newest first, so those within the window are the first of them. Without a function for each point:
  // Step Functions bounds how long an expression may take.
  const series = `$series := $states.result.MetricDataResults[Id=${quoted(id)}]`;
  const recent = `$recent := $count($series.Timestamps[$toMillis($) >= ${begin}])`;
  return `(${series}; ${recent}; $recent = 0 ? 0 : $sum($append([0], $series.Values[[0..$recent - 1]])))`;
}

function variable(word: string, window: Duration): string {
  return `${word}${window.seconds}`;
}

interface Datum {
  readonly name: string;
  readonly unit: "Percent" | "None";
  /** A JSONata expression. */
  readonly value: string;
  readonly timestamp?: string;
}

function publishing(props: RecorderProps, slo: Slo, data: readonly Datum[]): State {
  return { ...putMetricData(props, slo, data), Output: true, End: true };
}

function putMetricData({ namespace, service }: RecorderProps, slo: Slo, data: readonly Datum[]): State {
  return task("aws-sdk:cloudwatch:putMetricData", {
    Namespace: namespace,
    MetricData: data.map(({ name, unit, value, timestamp }) => ({
      MetricName: name,
      Dimensions: dimensions({ Service: service, Slo: slo.name }),
      Unit: unit,
      Value: jsonata(value),
      ...(timestamp === undefined ? {} : { Timestamp: timestamp }),
    })),
  });
}
