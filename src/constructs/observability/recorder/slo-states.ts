import { countsMinutes, isRecorded, RECORDER_SECONDS, readPeriod, type Slo } from "../../../model/slo";
import { type Duration, duration } from "../../../model/units/duration";
import { errorBudget } from "../../../model/units/percentage";
import { jsonata, quoted } from "../../core/state-machine/jsonata";
import { type State, type States, task } from "../../core/state-machine/state";
import type { Metric } from "../metrics/metric";
import type { EventIndicator, MinuteIndicator } from "../slo/indicator";
import type { MeasuredSlo } from "../slo/measured-slos";
import { type Datum, getMetricData, NOW, putMetricData, query, sumOf, values } from "./metric-data";
import { BAD_SHARE, BUDGET_REMAINING, errorRatioName } from "./recorded-metrics";

const MINUTE_SECONDS = 60;

interface Recording {
  readonly namespace: string;
  readonly service: string;
}

/** The states that record one SLO, in their order. */
export function sloStates(recording: Recording, { slo, indicator }: Pick<MeasuredSlo, "slo" | "indicator">): States {
  return indicator.kind === "events" ? eventStates(recording, slo, indicator) : minuteStates(recording, slo, indicator);
}

function eventStates(props: Recording, slo: Slo, indicator: EventIndicator): States {
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
 * publishes their share; windows are sums of that. The slot is the last but two: SQS has published it by then. A minute
 * without data is good: SQS stops reporting a queue that nobody uses.
 */
function minuteStates(props: Recording, slo: Slo, indicator: MinuteIndicator): States {
  const [look, note, read, publish] = ["Look at", "Note", "Read", "Publish"].map((word) => `${word} ${slo.name}`);
  if (!look || !note || !read || !publish) throw new Error("a minute indicator has four states");
  const windows = recordedWindows(slo);
  const minutes = slo.window.seconds / MINUTE_SECONDS;
  const share: Metric = {
    namespace: props.namespace,
    name: BAD_SHARE,
    dimensions: labels(props, slo),
    statistic: "Sum",
  };
  const slotMinutes = RECORDER_SECONDS / MINUTE_SECONDS;
  return {
    [look]: {
      ...task("aws-sdk:cloudwatch:getMetricData", {
        MetricDataQueries: [query("minutes", indicator.metric, MINUTE_SECONDS, true)],
        StartTime: jsonata(slotEdge(3)),
        EndTime: jsonata(slotEdge(2)),
      }),
      Assign: {
        slot: jsonata(slotEdge(3)),
        share: jsonata(
          `$count($filter($append([], ${values("minutes")}), function($v) { $v > ${indicator.bound} })) / ${slotMinutes}`,
        ),
      },
      Next: note,
    },
    [note]: {
      ...putMetricData(props.namespace, labels(props, slo), [
        { name: BAD_SHARE, unit: "None", value: "$share", timestamp: jsonata("$slot") },
      ]),
      Next: read,
    },
    [read]: {
      ...getMetricData(slo.window, [query("share", share, readPeriod(slo.window), true)]),
      Assign: Object.fromEntries([
        ["bad", jsonata(`${sumOf("share", null)} * ${slotMinutes}`)],
        ...windows.map((window) => [variable("bad", window), jsonata(`${sumOf("share", window)} * ${slotMinutes}`)]),
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

/**
 * What is left of the budget, in percent; below zero when more is spent than there was. As for the alarms, too few
 * events or bad ones say nothing: one failure among a thousand requests would be twice the budget of 99.95 %.
 */
function budgetDatum(slo: Slo, bad: string, budget: string): Datum {
  const left = `100 * (1 - ${bad} / (${budget}))`;
  const enough = `$total >= ${slo.minimumEvents} and ${bad} >= ${slo.minimumFailures}`;
  const value = countsMinutes(slo) ? left : `${enough} ? ${left} : 100`;
  return { name: BUDGET_REMAINING, unit: "Percent", value };
}

/** Windows of the tiers that no alarm can look back over by itself, each once. */
function recordedWindows({ tiers }: Slo): readonly Duration[] {
  const seconds = tiers.flatMap(({ long, short }) => [long, short]).filter(isRecorded);
  return [...new Set(seconds.map((window) => window.seconds))].sort((a, b) => a - b).map(duration);
}

/** The edge of a slot, so many slots before the one that is running. */
function slotEdge(before: number): string {
  const slot = RECORDER_SECONDS * 1000;
  return `$fromMillis(($floor(${NOW} / ${slot}) - ${before - 1}) * ${slot})`;
}

function variable(word: string, window: Duration): string {
  return `${word}${window.seconds}`;
}

function publishing(props: Recording, slo: Slo, data: readonly Datum[]): State {
  return { ...putMetricData(props.namespace, labels(props, slo), data), Output: true, End: true };
}

function labels({ service }: Recording, { name }: Slo): Readonly<Record<string, string>> {
  return { Service: service, Slo: name };
}
