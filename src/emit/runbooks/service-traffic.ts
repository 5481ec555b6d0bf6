import { blockedRequests } from "../commands/edge-commands";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { growSteps, requestSteps, shrinkSteps, stateSteps, titleOf } from "./service-steps";
import { group, see, step } from "./steps";
import { alarmedServices } from "./targets";

const REQUESTS = { name: "RequestCount", statistic: "Sum" };

export const serviceTraffic: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedServices(context);
  return {
    title: "Service traffic",
    trigger: "A service gets far more or far fewer requests than at this time of other days.",
    impact: [
      "Far fewer: users do not reach the service, though nothing else may look wrong.",
      "Far more: a campaign, a crawler or an attack; latency and errors follow when scaling cannot keep up.",
    ],
    firstMinutes: firewallSteps(context),
    diagnosis: targets.map((target) =>
      group(titleOf(target), ...requestSteps(target, "Requests", REQUESTS, region), ...stateSteps(target)),
    ),
    decisions: [
      { when: "Fewer requests, and the outside health check fails", act: ["Go on with ", see("edge-health")] },
      {
        when: "Fewer requests, all healthy",
        act: "Ask the business: a payment partner, a campaign's end, DNS of a client",
      },
      { when: "More requests from few addresses", act: ["Go on with ", see("blocked-requests")] },
      { when: "More requests from everywhere, and announced", act: "Raise the minimum before the peak, below" },
      {
        when: "The new level is here to stay",
        act: "The baseline learns it within two weeks; adjust the service's scaling in the plan",
      },
    ],
    mitigation: targets.map((target) => group(titleOf(target), ...growSteps(target))),
    verification: targets.map((target) =>
      group(target.service.name, ...requestSteps(target, "Requests, inside the baseline", REQUESTS, region)),
    ),
    rollback: targets.map((target) => group(target.service.name, ...shrinkSteps(target))),
  };
};

function firewallSteps({ index }: RunbookContext) {
  return index
    .byRole("web-acl")
    .map(({ handles }) =>
      step("Does the firewall block more than usual? Then users may be cut off.", blockedRequests(handles)),
    );
}
