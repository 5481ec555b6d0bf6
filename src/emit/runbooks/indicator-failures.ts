import type { EventMetric } from "../../model/slo";
import { dimensionsAsJson, lastHourOf } from "../commands/metrics";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import type { RunbookWriter } from "./runbook-content";
import {
  growSteps,
  loadSteps,
  logSteps,
  recentDeploymentSteps,
  restartSteps,
  shrinkSteps,
  stateSteps,
  titleOf,
} from "./service-steps";
import { alarmedSlos, burnGroups, type SloTarget, sloTitle, tierDecisions, triggerOf } from "./slo-steps";
import { group, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const indicatorFailures: RunbookWriter = (context) => {
  const { region } = context;
  const slos = alarmedSlos(context);
  const services = serviceTargets(context).filter(({ service }) =>
    slos.some((target) => target.service.name === service.name),
  );
  return {
    title: "Indicator failures",
    trigger: triggerOf(context, "Too many of the events that the plan's own metrics count are bad"),
    impact: slos.map(
      ({ service, slo }) => `${service.name}: what ${slo.name} counts fails. The metrics below say what that is.`,
    ),
    firstMinutes: slos.flatMap(countSteps),
    diagnosis: [
      ...burnGroups(slos, context),
      ...services.map((service) =>
        group(
          titleOf(service),
          ...recentDeploymentSteps(service, region),
          ...stateSteps(service),
          ...loadSteps(service),
          ...logSteps(service, region),
        ),
      ),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      {
        when: "No events at all are counted",
        act: ["Whoever publishes the metric is down, or publishes under other dimensions: ", see("monitoring-gap")],
      },
      {
        when: "Bad events rose with all events",
        act: "Load: add copies, below, and look at the stores that the service uses",
      },
      { when: "Bad events rose, all events did not", act: "Something broke: the log says what, and a deployment when" },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
      {
        when: "Users are well, and the metric calls good what is bad, or the other way round",
        act: "The metric is wrong: mend what publishes it before anyone gets used to the alarm",
      },
    ],
    mitigation: services.map((service) =>
      group(titleOf(service), ...restartSteps(service, region), ...growSteps(service)),
    ),
    verification: slos.map((target) => group(sloTitle(target), ...countSteps(target))),
    rollback: services.map((service) => group(service.service.name, ...shrinkSteps(service))),
  };
};

/** The very metrics of the SLO, over the last hour. */
function countSteps({ service, slo, region }: SloTarget): readonly Item[] {
  if (slo.metrics === null) return [];
  const { good, bad, total } = slo.metrics;
  const count = (words: string, metric: EventMetric | null) =>
    metric === null
      ? []
      : [
          step(
            [`${service.name}, ${slo.name}: ${words}, `, inlineCode(`${metric.namespace} ${metric.name}`), "."],
            eventCount(metric, region),
          ),
        ];
  return [...count("bad events", bad), ...count("good events", good), ...count("all events", total)];
}

function eventCount({ namespace, name, dimensions }: EventMetric, region: string): string {
  return lastHourOf({ namespace, name, dimensions: dimensionsAsJson(dimensions), statistic: "Sum", region });
}
