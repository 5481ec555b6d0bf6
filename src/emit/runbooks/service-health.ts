import { hasFaultAgent } from "../../model/resilience/fault-agent";
import { inlineCode } from "../markdown/inline";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import {
  failureSteps,
  logSteps,
  recentDeploymentSteps,
  restartSteps,
  stateSteps,
  targetSteps,
  titleOf,
} from "./service-steps";
import { group, see, step } from "./steps";
import { alarmedServices, type ServiceTarget } from "./targets";

export const serviceHealth: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  return {
    title: "Service health",
    trigger: "Copies of a service fail their health check, or fewer run than the minimum.",
    impact: ["The copies that are left carry all requests.", "With none left the service is down."],
    firstMinutes: targets.flatMap((target) => recentDeploymentSteps(target, region)),
    diagnosis: targets.map((target) =>
      group(
        titleOf(target),
        ...stateSteps(target),
        ...targetSteps(target, region),
        ...failureSteps(target),
        ...logSteps(target, region),
        shellStep(context, target),
      ),
    ),
    decisions: [
      {
        when: "Copies stop with OutOfMemory or exit code 137",
        act: ["Memory is too small: ", see("service-saturation")],
      },
      {
        when: "Copies cannot be placed or the image cannot be pulled",
        act: "Read the reason in the events: capacity of the zone, repository, or network endpoints",
      },
      { when: "Only targets of one zone are unhealthy", act: ["Move away from the zone: ", see("fail-over")] },
      {
        when: "Copies run, but the health check fails",
        act: "The service cannot reach something it needs: read its log, then the store's runbook",
      },
      { when: "It began with a deployment", act: ["Roll back: ", see("roll-back")] },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...restartSteps(target, region))),
    verification: targets.map((target) =>
      group(target.service.name, ...stateSteps(target), ...targetSteps(target, region)),
    ),
    rollback: [group("Restart", step("A restart needs no rollback: old copies stay until new ones are healthy."))],
  };
};

function shellStep({ plan }: RunbookContext, { operations, group: asg, service }: ServiceTarget) {
  if (hasFaultAgent(plan, service)) {
    return step([
      "Read the log: sessions into the tasks are off while ",
      inlineCode("resilience.experiments"),
      " has failures of their network.",
    ]);
  }
  const path = ["Look from the inside. The health check asks for ", inlineCode(service.health.path), "."];
  const unit = [" The container runs as the systemd unit ", inlineCode("opsplan-service"), "."];
  return step(asg === null ? path : [...path, ...unit], operations.shell);
}
