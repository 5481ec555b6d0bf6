import { distributionMetric, invalidate } from "../commands/edge-commands";
import { distributionSteps, outsideSteps } from "./edge-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { stateSteps, targetSteps, titleOf } from "./service-steps";
import { budgetSteps, burnGroups, edgeSlos, triggerOf } from "./slo-steps";
import { group, groupIfAny, see, step } from "./steps";
import { serviceTargets } from "./targets";

export const edgeErrors: RunbookWriter = (context) => {
  const open = serviceTargets(context).filter(({ loadBalancer }) => loadBalancer !== null);
  return {
    title: "Edge errors",
    trigger: triggerOf(
      context,
      "The CDN or the load balancer itself answers with errors, or waits too long for the services",
    ),
    impact: ["Users get error pages, though services may look healthy."],
    firstMinutes: [...outsideSteps(context), ...budgetSteps(edgeSlos(context), context)],
    diagnosis: [
      ...burnGroups(edgeSlos(context), context),
      ...groupIfAny("CDN", [...distributionSteps(context), ...metricSteps(context)]),
      ...open.map((target) => group(titleOf(target), ...targetSteps(target, context.region), ...stateSteps(target))),
    ],
    decisions: [
      { when: "A service has unhealthy targets", act: ["Go on with ", see("service-health")] },
      {
        when: "5xx with 502 or 504, targets healthy",
        act: "The CDN does not reach the load balancer: certificate, security group or origin was changed last",
      },
      {
        when: "Only 4xx rose",
        act: "A broken link, a client's release, or a scan: look at the paths in the access logs",
      },
      { when: "Wrong answers stay after the service is well", act: "They are cached: drop them, below" },
      { when: "It began with a change of Terraform", act: ["Undo the change: ", see("roll-back")] },
    ],
    mitigation: groupIfAny("CDN", cacheSteps(context)),
    verification: groupIfAny("From outside", outsideSteps(context)),
    rollback: [group("Cache", step("Nothing to undo: the cache fills again by itself."))],
  };
};

function metricSteps({ index }: RunbookContext) {
  return index
    .byRole("cloudfront-distribution")
    .map(({ handles: { alias } }) =>
      step(
        "Share of 5xx and of 4xx answers, in percent.",
        distributionMetric(alias, "5xxErrorRate", "Average"),
        distributionMetric(alias, "4xxErrorRate", "Average"),
      ),
    );
}

function cacheSteps({ index }: RunbookContext) {
  return index
    .byRole("cloudfront-distribution")
    .map(({ handles }) =>
      step("Drop what the CDN keeps. Services get all requests until it is filled again.", invalidate(handles.alias)),
    );
}
