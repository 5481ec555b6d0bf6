import { type AlarmState, compositeAlarmDefinition, metricAlarmDefinition } from "./alarm-definition";
import type { AlarmHistory } from "./alarm-history";
import { CompositeAlarm } from "./composite-alarm";
import { inDependencyOrder } from "./dependency-order";
import { MetricAlarm } from "./metric-alarm";
import type { MissingOperands } from "./metric-math";
import type { MetricStore } from "./metric-store";
import { TerraformBody } from "./terraform-body";

/** A resource of a synthesised stack; others than alarms are passed over. */
export interface SimulatedResource {
  readonly type: string;
  /** Logical id. */
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SimulationOptions {
  /** Wall clock at minute 0, in ISO 8601, at a whole minute. */
  readonly epoch: string;
  readonly missingOperands?: MissingOperands;
}

export interface Moment {
  readonly minute: number;
  /** Wall clock. */
  readonly time: Date;
}

type Hook = (moment: Moment) => void | Promise<void>;

/**
 * CloudWatch's alarms over generated Terraform, minute by minute. At minute m, alarms look at samples of the minutes
 * before m: a sample of minute 9 is first seen at minute 10. Each minute, metric alarms are evaluated, then hooks run,
 * then composite alarms follow; a sample put by a hook counts from the next minute on, and a state that a hook sets
 * lasts at least until then.
 */
export class Simulation {
  private readonly epoch: number;
  private readonly metricAlarms: readonly MetricAlarm[];
  private readonly composites: readonly CompositeAlarm[];
  private readonly byName: ReadonlyMap<string, MetricAlarm | CompositeAlarm>;
  /** Terraform's references to an alarm's name or ARN, and what they come to. */
  private readonly references: ReadonlyMap<string, string>;
  private readonly hooks: { readonly minutes: number; readonly hook: Hook }[] = [];
  private now = Number.NEGATIVE_INFINITY;

  /** @throws Error for alarms that CloudWatch would refuse or that cannot be simulated, and for unknown children */
  constructor(resources: readonly SimulatedResource[], store: MetricStore, options: SimulationOptions) {
    this.epoch = Date.parse(options.epoch);
    if (!Number.isInteger(this.epoch / 60_000)) throw new Error(`${options.epoch} is no whole minute`);
    const bodies = (type: string) =>
      resources.filter((resource) => resource.type === type).map(({ name, body }) => new TerraformBody(body, name));
    const context = {
      store,
      missingOperands: options.missingOperands ?? "propagate",
      epochMinute: new Date(this.epoch).getUTCMinutes(),
    };
    this.metricAlarms = bodies("aws_cloudwatch_metric_alarm").map(
      (body) => new MetricAlarm(metricAlarmDefinition(body), context),
    );
    const composites = bodies("aws_cloudwatch_composite_alarm").map(
      (body) => new CompositeAlarm(compositeAlarmDefinition(body)),
    );
    const alarms = [...this.metricAlarms, ...composites];
    this.byName = new Map(alarms.map((alarm) => [alarm.definition.name, alarm]));
    if (this.byName.size < alarms.length) throw new Error("two alarms have the same name");
    this.references = referencesTo(resources);
    this.composites = this.inOrder(composites);
    for (const { definition } of composites)
      if (definition.suppressor !== null) this.alarm(definition.suppressor.alarm);
  }

  /** Runs `hook` in every minute that is a multiple of `minutes`. */
  every(minutes: number, hook: Hook): this {
    this.hooks.push({ minutes, hook });
    return this;
  }

  /** Lives through the minutes from `from` up to and without `to`; a later run must go on where this one ended. */
  async run(from: number, to: number): Promise<void> {
    if (from < this.now) throw new Error(`minute ${from} is past`);
    const stateOf = (name: string) => this.alarm(name).state;
    for (let minute = from; minute < to; minute++) {
      this.now = minute;
      for (const alarm of this.metricAlarms) alarm.evaluate(minute);
      for (const { minutes, hook } of this.hooks) {
        if (minute % minutes === 0) await hook({ minute, time: this.timeOf(minute) });
      }
      for (const composite of this.composites) composite.evaluate(minute, stateOf);
      for (const composite of this.composites) composite.act(minute, stateOf);
    }
    this.now = to;
  }

  /** As the API's SetAlarmState: lasts until the alarm's next evaluation that comes to a state of its own. */
  setAlarmState(name: string, state: AlarmState): void {
    const alarm = this.alarm(name);
    alarm.enter(state, Number.isFinite(this.now) ? this.now : 0);
  }

  state(name: string): AlarmState {
    return this.alarm(name).state;
  }

  history(name: string): AlarmHistory {
    return this.alarm(name).history;
  }

  timeOf(minute: number): Date {
    return new Date(this.epoch + minute * 60_000);
  }

  get alarmNames(): readonly string[] {
    return [...this.byName.keys()];
  }

  private alarm(name: string): MetricAlarm | CompositeAlarm {
    const plain = this.references.get(name) ?? name.replace(/^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:/, "");
    const found = this.byName.get(plain);
    if (found === undefined) throw new Error(`no alarm ${name}`);
    return found;
  }

  private inOrder(composites: readonly CompositeAlarm[]): readonly CompositeAlarm[] {
    return inDependencyOrder(
      composites,
      ({ definition }) => definition.name,
      ({ rule }) => rule.children.map((child) => this.alarm(child)).filter((child) => child instanceof CompositeAlarm),
    );
  }
}

function referencesTo(resources: readonly SimulatedResource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ type, name, body }) =>
      ["alarm_name", "arn", "id"].map((attribute) => [`$\{${type}.${name}.${attribute}}`, String(body.alarm_name)]),
    ),
  );
}
