import { metricDataApi } from "./cloudwatch/metric-data-api";
import type { MetricId } from "./cloudwatch/metric-key";
import { MetricStore } from "./cloudwatch/metric-store";
import { Simulation } from "./cloudwatch/simulation";
import type { Json, Synthesised } from "./observability-synth";
import { DAY } from "./slo-world";
import type { MachineDefinition } from "./state-machine/definition";
import { execute } from "./state-machine/execute";

/** A Monday, at midnight. */
const EPOCH = "2027-01-04T00:00:00.000Z";
const HOUR = 60;

/**
 * The recorder and the alarm of one forecast as they were generated, fed with a made-up metric by the hour. Day 0 is
 * when the story begins.
 */
export class ForecastWorld {
  private readonly store = new MetricStore();
  private readonly simulation: Simulation;
  private readonly recorder: MachineDefinition;
  private readonly alarm: string;
  private readonly labels: Readonly<Record<string, string>>;
  private readonly namespace: string;

  constructor({ plan, observability }: Synthesised, subject: string, resource: string) {
    this.alarm = `${plan.name}-${plan.environment.name}-${subject}-${resource}-forecast`;
    this.labels = { Subject: subject, Resource: resource };
    this.namespace = `opsplan/${plan.name}/${plan.environment.name}`;
    const alarms = Object.entries(observability.all("aws_cloudwatch_metric_alarm"))
      .filter(([, body]) => body.alarm_name === this.alarm)
      .map(([name, body]) => ({ type: "aws_cloudwatch_metric_alarm", name, body }));
    this.simulation = new Simulation(alarms, this.store, { epoch: EPOCH });
    const definition: Json = JSON.parse(
      observability.one("aws_sfn_state_machine", "plan_capacity_recorder_machine").definition,
    );
    const [record] = Object.values<Json>(definition.States);
    // Of the subjects only this one: the others have no part in the story.
    record.Branches = record.Branches.filter(({ StartAt }: Json) => StartAt === `Read ${subject}`);
    this.recorder = definition;
  }

  /** One sample an hour from a day up to and without another; a day has a fraction. undefined where there is none. */
  measure(metric: MetricId, from: number, to: number, value: (day: number) => number | undefined): this {
    for (let hour = from * 24; hour < to * 24; hour++) {
      const sample = value(hour / 24);
      if (sample !== undefined) this.store.put(metric, hour * HOUR, sample);
    }
    return this;
  }

  /** Runs the recorder every six hours, as its schedule says, and watches the alarm, until a day. */
  async live(until: number): Promise<this> {
    this.simulation.every(6 * HOUR, ({ minute }) => this.record(minute));
    await this.simulation.run(0, until * DAY);
    return this;
  }

  /** Runs the recorder alone, once a day, and gives what it published: quicker where nothing should alarm. */
  async forecasts(until: number): Promise<readonly number[]> {
    const published: number[] = [];
    for (let day = 0; day < until; day++) {
      await this.record(day * DAY);
      published.push(this.daysLeft(day) ?? Number.NaN);
    }
    return published;
  }

  private async record(minute: number): Promise<void> {
    const { status, error } = await execute(this.recorder, {
      input: {},
      startTime: this.simulation.timeOf(minute).toISOString(),
      handler: metricDataApi(this.store, Date.parse(EPOCH), () => minute),
    });
    if (status !== "SUCCEEDED") throw new Error(`the recorder failed: ${JSON.stringify(error)}`);
  }

  /** Days on which the alarm went off, with their fraction. */
  fired(): readonly number[] {
    return this.simulation.history(this.alarm).firedAt.map((minute) => minute / DAY);
  }

  /** Days left, as published by the run that began then. */
  daysLeft(day: number): number | undefined {
    const metric = { namespace: this.namespace, name: "days-to-limit", dimensions: this.labels };
    return this.store.statistic(metric, { kind: "Minimum" }, day * DAY, day * DAY + 1);
  }
}
