import type { RunbookWriter } from "./runbook-content";
import {
  growSteps,
  loadSteps,
  logSteps,
  recentDeploymentSteps,
  requestSteps,
  shrinkSteps,
  stateSteps,
  titleOf,
} from "./service-steps";
import { alarmedSlos, burnGroups, tierDecisions, triggerOf } from "./slo-steps";
import { group, see } from "./steps";
import { alarmedServices } from "./targets";

const P99 = { name: "TargetResponseTime", statistic: "p99" };

export const serviceLatency: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  const slos = alarmedSlos(context);
  return {
    title: "Service latency",
    trigger: triggerOf(context, "A service answers too many requests slower than its objective"),
    impact: ["Users wait, and some give up.", "Slow requests hold connections: errors follow when it lasts."],
    firstMinutes: targets.flatMap((target) => recentDeploymentSteps(target, region)),
    diagnosis: [
      ...burnGroups(slos, context),
      ...targets.map((target) =>
        group(
          titleOf(target),
          ...requestSteps(target, "p99 latency in seconds", P99, region),
          ...requestSteps(target, "Requests", { name: "RequestCount", statistic: "Sum" }, region),
          ...loadSteps(target),
          ...stateSteps(target),
          ...logSteps(target, region),
        ),
      ),
    ],
    decisions: [
      ...tierDecisions(slos, context),
      { when: "Latency rose with a deployment", act: ["Roll back: ", see("roll-back")] },
      { when: "Latency and CPU rose with the number of requests", act: "Add copies, below" },
      {
        when: "CPU is low and requests are as usual",
        act: "A store or another service is slow: look at the stores' alarms and dashboards",
      },
      { when: "The number of copies is at its maximum", act: ["Go on with ", see("service-capacity")] },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...growSteps(target))),
    verification: targets.map((target) =>
      group(
        target.service.name,
        ...requestSteps(target, "p99 latency, back under the objective", P99, region),
        ...stateSteps(target),
      ),
    ),
    rollback: targets.map((target) => group(target.service.name, ...shrinkSteps(target))),
  };
};
