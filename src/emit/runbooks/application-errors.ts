import { tailLogs } from "../commands/log-queries";
import type { RunbookWriter } from "./runbook-content";
import { logSteps, recentDeploymentSteps, restartSteps, stateSteps, titleOf } from "./service-steps";
import { group, groupIfAny, see, step } from "./steps";
import { alarmedServices } from "./targets";

export const applicationErrors: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  return {
    title: "Application errors",
    trigger: "A service writes more error lines to its log than usual.",
    impact: [
      "Something fails inside the service.",
      "Users may not see it yet: work in the background can be lost or late.",
    ],
    firstMinutes: targets.flatMap((target) => recentDeploymentSteps(target, region)),
    diagnosis: targets.map((target) => group(titleOf(target), ...logSteps(target, region), ...stateSteps(target))),
    decisions: [
      { when: "The errors began with a deployment", act: ["Roll back: ", see("roll-back")] },
      { when: "The lines name a store", act: "Open the runbook of that store" },
      {
        when: "The lines name access denied or an expired secret",
        act: ["Look at what was changed last; rotate when a secret is bad: ", see("rotate")],
      },
      {
        when: "The lines are noise",
        act: "Fix the log level in the service; do not raise the alarm's threshold first",
      },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...restartSteps(target, region))),
    verification: targets.flatMap((target) =>
      groupIfAny(
        target.service.name,
        target.logGroup === null ? [] : [step("No new error lines arrive.", tailLogs(target.logGroup, region))],
      ),
    ),
    rollback: [group("Restart", step("A restart needs no rollback."))],
  };
};
