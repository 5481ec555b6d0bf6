import { stackName } from "../../model/plan";
import { terraformApply } from "../commands/terraform-commands";
import { inlineCode } from "../markdown/inline";
import type { RunbookWriter } from "./runbook-content";
import { boundsSteps, loadSteps, requestSteps, shrinkSteps, stateSteps, titleOf } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { alarmedServices } from "./targets";

/** How far above the plan's maximum the emergency maximum goes. */
const EMERGENCY_FACTOR = 1.5;

export const serviceCapacity: RunbookWriter = (context) => {
  const { region, plan } = context;
  const targets = alarmedServices(context);
  return {
    title: "Service capacity",
    trigger: "A service runs close to the largest number of copies that the plan allows.",
    impact: ["Nothing fails yet.", "At the maximum scaling stops, and saturation, latency and errors follow."],
    firstMinutes: targets.map((target) =>
      step(
        `How many copies of ${target.service.name} run, of ${target.service.scaling.max}?`,
        target.operations.status,
      ),
    ),
    diagnosis: targets.map((target) =>
      group(
        titleOf(target),
        ...requestSteps(target, "Requests", { name: "RequestCount", statistic: "Sum" }, region),
        ...loadSteps(target),
        step("Which policy asks for the copies.", target.operations.scalingPolicies),
        step("Which schedules move the bounds.", target.operations.scheduledActions),
        ...stateSteps(target),
      ),
    ),
    decisions: [
      { when: "Requests justify the copies", act: "Raise the maximum now, below, then in the plan" },
      { when: "Requests are as usual", act: ["Each copy does less than before: ", see("service-saturation")] },
      {
        when: "Requests come from few addresses",
        act: ["Block them rather than serve them: ", see("blocked-requests")],
      },
      { when: "A store's alarm fires as well", act: "More copies add load to the store: relieve the store first" },
    ],
    mitigation: targets.map((target) => {
      const { min, max } = target.service.scaling;
      const larger = Math.ceil(max * EMERGENCY_FACTOR);
      return group(
        titleOf(target),
        ...boundsSteps(
          target,
          `Raise the maximum from ${max} to ${larger}. Schedules may put ${max} back at their time.`,
          {
            min,
            max: larger,
          },
        ),
        step(
          [
            "Then make it last: set ",
            inlineCode(`services.${target.service.name}.scaling.max`),
            ` to ${larger} in the plan, synthesise and apply.`,
          ],
          terraformApply(stackName(plan, "services")),
        ),
      );
    }),
    verification: targets.flatMap((target) => groupIfAny(target.service.name, stateSteps(target))),
    rollback: targets.map((target) => group(target.service.name, ...shrinkSteps(target))),
  };
};
