import type { AlarmState, Comparison, MetricAlarmDefinition } from "./alarm-definition";
import { AlarmHistory } from "./alarm-history";
import { type Datapoint, DatapointWindow } from "./datapoint-window";
import { EXTRA_DATAPOINTS, judgeDatapoints } from "./judge-datapoints";
import { type MetricMath, type MissingOperands, parseMetricMath, type Values } from "./metric-math";
import type { MetricStore } from "./metric-store";
import { parseStatistic } from "./statistic";

/** Minute of the hour in which alarms that look back more than a day are evaluated (user guide's example). */
const MULTI_DAY_MINUTE = 3;

const BREACHES: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export interface MetricAlarmContext {
  readonly store: MetricStore;
  readonly missingOperands: MissingOperands;
  /** Minute of the hour at minute 0 of the simulation. */
  readonly epochMinute: number;
}

/** An alarm on a metric or on metric math. */
export class MetricAlarm {
  readonly history = new AlarmHistory();
  private current: AlarmState = "INSUFFICIENT_DATA";
  private readonly window: DatapointWindow;
  /** Whether its actions run only every hour, on whole hours of data. */
  private readonly multiDay: boolean;
  private readonly value: (end: number) => number | undefined;

  constructor(
    readonly definition: MetricAlarmDefinition,
    private readonly context: MetricAlarmContext,
  ) {
    const { evaluationPeriods, periodMinutes, metrics } = definition;
    this.multiDay = evaluationPeriods * periodMinutes > 24 * 60;
    this.value = datapoints(definition, context);
    this.window = new DatapointWindow(evaluationPeriods + EXTRA_DATAPOINTS, periodMinutes, (end) => this.classify(end));
    for (const { metric } of metrics) context.store.series(metric).onPut((minute) => this.window.changedAt(minute));
  }

  get state(): AlarmState {
    return this.current;
  }

  /** The data point of the period that ends (exclusively) at a minute. */
  datapoint(end: number): number | undefined {
    return this.value(end);
  }

  /** Looks at the data before `minute`. */
  evaluate(minute: number): void {
    const end = this.endOfData(minute);
    if (end === null) return;
    const { evaluationPeriods, datapointsToAlarm, missingData } = this.definition;
    this.enter(
      judgeDatapoints(this.window, end, { evaluationPeriods, datapointsToAlarm, missingData, state: this.current }),
      minute,
    );
  }

  /** As SetAlarmState does: an action runs, and the next evaluation that comes to a state of its own overrules it. */
  enter(state: AlarmState, minute: number): void {
    if (state === this.current) return;
    this.current = state;
    this.history.transitions.push({ minute, state });
    if (this.definition.acts[state]) this.history.actions.push({ minute, state });
  }

  /** An alarm that looks back more than a day is evaluated once an hour, on data up to the full hour (user guide). */
  private endOfData(minute: number): number | null {
    if (!this.multiDay) return minute;
    const minuteOfHour = (((minute + this.context.epochMinute) % 60) + 60) % 60;
    return minuteOfHour === MULTI_DAY_MINUTE ? minute - MULTI_DAY_MINUTE : null;
  }

  private classify(end: number): Datapoint {
    const value = this.value(end);
    if (value === undefined) return "missing";
    return BREACHES[this.definition.comparison](value, this.definition.threshold) ? "breaching" : "within";
  }
}

function datapoints(
  definition: MetricAlarmDefinition,
  context: MetricAlarmContext,
): (end: number) => number | undefined {
  const { name, periodMinutes, watched } = definition;
  const metrics = new Map(
    definition.metrics.map(({ id, metric, statistic }) => {
      const [series, parsed] = [context.store.series(metric), parseStatistic(statistic)];
      return [id, (end: number) => series.statistic(parsed, end - periodMinutes, end)] as const;
    }),
  );
  const expressions = new Map(
    [...definition.expressions].map(([id, text]) => [id, parseMetricMath(text, context.missingOperands)] as const),
  );
  checkReferences(name, watched, metrics, expressions);
  return (end) => {
    const values: Values = (id) => expressions.get(id)?.evaluate(values) ?? metrics.get(id)?.(end);
    return values(watched);
  };
}

function checkReferences(
  name: string,
  id: string,
  metrics: ReadonlyMap<string, unknown>,
  expressions: ReadonlyMap<string, MetricMath>,
  path: readonly string[] = [],
): void {
  if (path.includes(id)) throw new Error(`${name}: ${[...path, id].join(" needs ")}`);
  if (metrics.has(id)) return;
  const expression = expressions.get(id);
  if (expression === undefined) throw new Error(`${name} has no query ${id}`);
  for (const needed of expression.ids) checkReferences(name, needed, metrics, expressions, [...path, id]);
}
