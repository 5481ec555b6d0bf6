import { type Bounds, raisedBounds } from "../../model/raised-bounds";
import { replaceInstance } from "../commands/auto-scaling-group-operations";
import { targetHealth, targetMetric } from "../commands/load-balancer-commands";
import { FAILURE_PATTERNS, FAILURES_OVER_TIME, logsInsights, NEWEST_FAILURES } from "../commands/log-queries";
import { executions } from "../commands/pipeline-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { eitherWay, see, step } from "./steps";
import type { ServiceTarget } from "./targets";

/** Steps on one service that several runbooks share. Each is left out where nothing was generated for it. */

export function stateSteps({ operations }: ServiceTarget): readonly Item[] {
  return [
    step("What runs, and what should run.", operations.status),
    step("What happened to it last.", operations.events),
  ];
}

export function failureSteps({ operations }: ServiceTarget): readonly Item[] {
  return [step("Why copies stopped.", operations.failures)];
}

export function loadSteps({ operations }: ServiceTarget): readonly Item[] {
  return [step("Load over the last hour.", operations.load)];
}

export function targetSteps({ targetGroups }: ServiceTarget, region: string): readonly Item[] {
  // With two groups, deployments move the traffic from one to the other.
  const note = targetGroups.length > 1 ? " One of the two groups is empty between deployments." : "";
  return targetGroups.map((group) =>
    step(["Health of the targets in ", inlineCode(group), ".", note], targetHealth(group, region)),
  );
}

/** One metric of the load balancer, for each target group of the service. */
export function requestSteps(
  { loadBalancer, targetGroups }: ServiceTarget,
  words: string,
  metric: { readonly name: string; readonly statistic: string },
  region: string,
): readonly Item[] {
  if (loadBalancer === null) return [];
  return targetGroups.map((group) =>
    step([`${words}, target group `, inlineCode(group), "."], targetMetric(loadBalancer, group, metric, region)),
  );
}

export function logSteps({ logGroup }: ServiceTarget, region: string): readonly Item[] {
  if (logGroup === null) return [];
  return [
    step("When the failures in the log began.", logsInsights(logGroup, FAILURES_OVER_TIME, region)),
    step("Which failure is the most frequent.", logsInsights(logGroup, FAILURE_PATTERNS, region)),
    step("The newest failures.", logsInsights(logGroup, NEWEST_FAILURES, region)),
  ];
}

export function recentDeploymentSteps({ pipeline, service }: ServiceTarget, region: string): readonly Item[] {
  if (pipeline === null) return [];
  return [
    step(
      ["Did a deployment of ", inlineCode(service.name), " end shortly before? Then go to ", see("roll-back"), "."],
      executions(pipeline, region),
    ),
  ];
}

export function restartSteps({ operations, automation, group }: ServiceTarget, region: string): readonly Item[] {
  return [
    ...(group === null ? [] : [step("Replace one instance that is unhealthy.", replaceInstance(group, region))]),
    ...eitherWay("Replace all copies, a few at a time.", automation("restart"), operations.restart),
  ];
}

/** More copies at once; scaling cannot take them away again below the raised minimum. */
export function growSteps(target: ServiceTarget): readonly Item[] {
  const { min, max } = target.service.scaling;
  const raised = raisedBounds({ min, max });
  const words =
    raised.max === max
      ? `Raise the minimum from ${min} to ${raised.min}; the maximum stays ${max}.`
      : `The minimum is the maximum already, ${max}: raise both to ${raised.max}.`;
  return boundsSteps(target, words, raised);
}

/** Moves the bounds that scaling keeps within. */
export function boundsSteps(
  { operations, automation }: ServiceTarget,
  words: string,
  { min, max }: Bounds,
): readonly Item[] {
  const parameters = { MinimumCapacity: min, MaximumCapacity: max };
  return eitherWay(words, automation("scale-out", parameters), operations.setRange(min, max));
}

/** Undoes {@link growSteps}. */
export function shrinkSteps({ service, operations, automation }: ServiceTarget): readonly Item[] {
  const { min, max } = service.scaling;
  return eitherWay(
    `Put the bounds of the plan back: ${min} to ${max}.`,
    automation("restore-bounds"),
    operations.setRange(min, max),
  );
}

export function titleOf({ service, operations }: ServiceTarget): string {
  return `${service.name}: ${operations.words}`;
}
