import { metricDataApi } from "./cloudwatch/metric-data-api";
import { MetricStore } from "./cloudwatch/metric-store";
import { Simulation } from "./cloudwatch/simulation";
import type { Json, Synthesised } from "./observability-synth";
import type { MachineDefinition } from "./state-machine/definition";
import { execute } from "./state-machine/execute";

const EPOCH = "2027-01-04T00:00:00.000Z";
const HOUR = 60;
export const DAY = 24 * HOUR;

/** What happens in a minute: `total` events, `bad` of them. */
export type Traffic = (minute: number) => { readonly total: number; readonly bad: number };

/**
 * The alarms and the recorder of one SLO as they were generated, fed with made-up events. Minute 0 is when the story
 * begins; 30 days of history lie before it.
 */
export class SloWorld {
  readonly store = new MetricStore();
  readonly simulation: Simulation;
  private readonly recorder: MachineDefinition;
  private readonly prefix: string;

  constructor(
    built: Synthesised,
    readonly service: string,
    readonly slo: string,
  ) {
    const { observability, plan } = built;
    this.prefix = `${plan.name}-${plan.environment.name}-${service}-${slo}`;
    const own = (type: string) =>
      Object.entries(observability.all(type))
        .filter(([, body]) => String(body.alarm_name).startsWith(`${this.prefix}-`))
        .map(([name, body]) => ({ type, name, body }));
    const resources = [...own("aws_cloudwatch_metric_alarm"), ...own("aws_cloudwatch_composite_alarm")];
    this.simulation = new Simulation(resources, this.store, { epoch: EPOCH });
    const machine = observability.one("aws_sfn_state_machine", `${service}_recorder_machine`);
    const definition: Json = JSON.parse(machine.definition);
    const [record] = Object.values<Json>(definition.States);
    // Of the service's SLOs only this one: the others have no part in the story.
    record.Branches = record.Branches.filter((branch: Json) => branch.StartAt.endsWith(` ${slo}`));
    this.recorder = definition;
  }

  /** Puts requests, and failed ones, behind the load balancer. */
  requests(from: number, to: number, traffic: Traffic, dimensions: Readonly<Record<string, string>>): this {
    const read = (name: string) => ({ namespace: "AWS/ApplicationELB", name, dimensions });
    for (let minute = from; minute < to; minute++) {
      const { total, bad } = traffic(minute);
      if (total > 0) this.store.put(read("RequestCount"), minute, 1, total);
      if (bad > 0) this.store.put(read("HTTPCode_Target_5XX_Count"), minute, 1, bad);
    }
    return this;
  }

  /** Runs the recorder every so many minutes from a minute on; the generated schedule says five. */
  recordEvery(minutes: number, from = 0): this {
    let now = 0;
    const handler = metricDataApi(this.store, Date.parse(EPOCH), () => now);
    this.simulation.every(minutes, async ({ minute, time }) => {
      if (minute < from) return;
      now = minute;
      const { status, error } = await execute(this.recorder, { input: {}, startTime: time.toISOString(), handler });
      if (status !== "SUCCEEDED") throw new Error(`the recorder failed: ${JSON.stringify(error)}`);
    });
    return this;
  }

  history(alarm: string) {
    return this.simulation.history(`${this.prefix}-${alarm}`);
  }

  /** Minutes in which each tier went off, by tier, where any did. */
  fired(): Readonly<Record<string, readonly number[]>> {
    return this.tiers((tier) => this.history(`burn-${tier}`).firedAt);
  }

  /** Minutes in which people were told, by tier. */
  told(): Readonly<Record<string, readonly number[]>> {
    return this.tiers((tier) => this.history(`burn-${tier}`).actedAt);
  }

  private tiers(read: (tier: string) => readonly number[]): Readonly<Record<string, readonly number[]>> {
    const all = ["1h", "6h", "1d", "3d"].map((tier) => [tier, read(tier)] as const);
    return Object.fromEntries(all.filter(([, minutes]) => minutes.length > 0));
  }

  /** The newest value of a metric that the recorder publishes. */
  recorded(name: string, minute: number, namespace: string): number | undefined {
    const metric = { namespace, name, dimensions: { Service: this.service, Slo: this.slo } };
    for (let at = minute; at > minute - 4 * HOUR; at--) {
      const value = this.store.statistic(metric, { kind: "Maximum" }, at, at + 1);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
