import type { Plan, Service } from "../../model/plan";
import type { DataOutputs, FoundationOutputs, ServicesOutputs } from "../core/stack-outputs";
import { computeExperiment } from "./compute-experiments";
import type { Experiment } from "./experiment";
import { dependencyExperiment, latencyExperiment } from "./network-experiments";
import { stopAlarms } from "./stop-alarms";
import { storeExperiment } from "./store-experiments";
import { zoneExperiment } from "./zone-experiment";

export interface PlanExperimentsProps {
  readonly plan: Plan;
  readonly foundation: FoundationOutputs;
  readonly data: DataOutputs;
  readonly services: ServicesOutputs;
}

type Kind = Plan["resilience"]["experiments"][number];

/**
 * The failures that the plan asks for, as far as its architecture has them. From the smallest to the largest: slow and
 * lost copies, a copy without a store, databases, a zone. Nobody would stop what no alarm watches, so that is left out.
 */
export function planExperiments(props: PlanExperimentsProps): readonly Experiment[] {
  const { experiments } = props.plan.resilience;
  return ORDER.filter((kind) => experiments.includes(kind))
    .flatMap((kind) => OF_KIND[kind](props))
    .flatMap((experiment) => (experiment === null || experiment.stops.length === 0 ? [] : [experiment]));
}

const ORDER: readonly Kind[] = ["task-loss", "latency", "dependency-loss", "database-failover", "zone-loss"];

const OF_KIND: Readonly<Record<Kind, (props: PlanExperimentsProps) => readonly (Experiment | null)[]>> = {
  "task-loss": (props) =>
    running(props).map(({ service, outputs }) =>
      computeExperiment(props.plan, service, outputs, stopsOf(props, [service])),
    ),
  latency: (props) =>
    running(props).map(({ service, outputs }) =>
      latencyExperiment(props.plan, service, outputs, stopsOf(props, [service])),
    ),
  "dependency-loss": (props) =>
    running(props).flatMap(({ service, outputs }) =>
      storesOf(props)
        .filter(({ store }) => service.uses.includes(store.name))
        .map((used) => dependencyExperiment(props.plan, service, outputs, used, stopsOf(props, [service]))),
    ),
  "database-failover": (props) =>
    storesOf(props).map(({ store, outputs }) => {
      const users = props.plan.services.filter(({ uses }) => uses.includes(store.name));
      return storeExperiment(props.plan, store, outputs, stopsOf(props, users));
    }),
  "zone-loss": (props) => [zoneExperiment(props.plan, props.foundation, stopsOf(props, props.plan.services))],
};

function running({ plan, services }: PlanExperimentsProps) {
  return plan.services.flatMap((service) => {
    const outputs = services.services.get(service.name);
    return outputs === undefined ? [] : [{ service, outputs }];
  });
}

function storesOf({ plan, data }: PlanExperimentsProps) {
  return plan.stores.flatMap((store) => {
    const outputs = data.stores.get(store.name);
    return outputs === undefined ? [] : [{ store, outputs }];
  });
}

function stopsOf({ plan, services, data }: PlanExperimentsProps, affected: readonly Service[]): readonly string[] {
  return stopAlarms(plan, affected, { services, data });
}
