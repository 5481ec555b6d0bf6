import type { RunbookWriter } from "./runbook-content";
import {
  growSteps,
  loadSteps,
  recentDeploymentSteps,
  requestSteps,
  restartSteps,
  shrinkSteps,
  stateSteps,
  titleOf,
} from "./service-steps";
import { group, see, step } from "./steps";
import { alarmedServices } from "./targets";

export const serviceSaturation: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  return {
    title: "Service saturation",
    trigger: "CPU or memory of a service stays high although scaling should have relieved it.",
    impact: ["Latency rises first.", "Out of memory ends copies, and requests on them fail."],
    firstMinutes: targets.map((target) =>
      step(`How many copies of ${target.service.name} run?`, target.operations.status),
    ),
    diagnosis: targets.map((target) =>
      group(
        titleOf(target),
        ...loadSteps(target),
        ...requestSteps(target, "Requests per target", { name: "RequestCountPerTarget", statistic: "Sum" }, region),
        step("Which scaling policies act on it.", target.operations.scalingPolicies),
        ...stateSteps(target),
        ...recentDeploymentSteps(target, region),
      ),
    ),
    decisions: [
      { when: "The number of copies is at its maximum", act: ["Go on with ", see("service-capacity")] },
      { when: "Requests are as usual, and it began with a deployment", act: ["Roll back: ", see("roll-back")] },
      {
        when: "Memory climbs for hours and falls at each restart",
        act: "A leak: restart now, below, and open a ticket for the fix",
      },
      { when: "Requests rise", act: "Add copies, below" },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...growSteps(target), ...restartSteps(target, region))),
    verification: targets.map((target) => group(target.service.name, ...loadSteps(target))),
    rollback: targets.map((target) => group(target.service.name, ...shrinkSteps(target))),
  };
};
