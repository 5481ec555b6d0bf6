import { stackName } from "../../model/plan";
import { growCache } from "../commands/cache-commands";
import { databaseMetric } from "../commands/database-commands";
import { terraformApply } from "../commands/terraform-commands";
import { inlineCode } from "../markdown/inline";
import { growDatabaseSteps, shrinkDatabaseSteps } from "./database-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import {
  growReaderCountSteps,
  growTableSteps,
  growWarmPoolSteps,
  proxyStateSteps,
  readerStateSteps,
  shrinkReaderCountSteps,
  shrinkWarmPoolSteps,
  warmPoolStateSteps,
} from "./scaling-steps";
import { growSteps, loadSteps, requestSteps, shrinkSteps, stateSteps, titleOf } from "./service-steps";
import { group, step } from "./steps";
import { cacheTargets, databaseTargets, type ServiceTarget, serviceTargets, tableTargets } from "./targets";

export const scale: RunbookWriter = (context) => {
  const { region } = context;
  const targets = serviceTargets(context);
  const databases = databaseTargets(context);
  return {
    title: "Scale",
    trigger: "A peak is expected, or capacity runs short.",
    impact: ["None for users. More copies cost more from the minute they start."],
    firstMinutes: targets.map((target) => step(boundsWords(target), target.operations.status)),
    diagnosis: [
      ...targets.map((target) =>
        group(
          titleOf(target),
          ...requestSteps(target, "Requests", { name: "RequestCount", statistic: "Sum" }, region),
          ...loadSteps(target),
          step("Scaling policies.", target.operations.scalingPolicies),
          step("Schedules, which move the bounds at their time.", target.operations.scheduledActions),
          ...warmPoolStateSteps(target, region),
        ),
      ),
      ...databases.map(({ store, cluster }) =>
        group(
          `${store.name}: ${store.capacity.min} to ${store.capacity.max} units`,
          step("Capacity in use.", databaseMetric(cluster.cluster, "ServerlessDatabaseCapacity", "Maximum", region)),
          ...readerStateSteps(store, context),
          ...proxyStateSteps(store, context),
        ),
      ),
    ],
    decisions: [
      { when: "A peak within the next hours", act: "Raise the minimum half an hour before; scaling does the rest" },
      {
        when: "A peak that comes back",
        act: [
          "Write it into the plan as ",
          inlineCode("scaling.schedules"),
          ", or set ",
          inlineCode("scaling.predictive"),
        ],
      },
      {
        when: "The maximum is too small for good",
        act: "Change the plan; a change by hand is undone by the next apply",
      },
      { when: "The stores cannot follow", act: "Raise the stores first, then the services" },
    ],
    mitigation: [
      ...targets.map((target) =>
        group(
          titleOf(target),
          ...growSteps(target),
          ...growWarmPoolSteps(target, region),
          step(
            "Or set the number of copies now; scaling moves it on from there.",
            target.operations.setCount(largerCount(target)),
          ),
        ),
      ),
      ...databases.map((target) =>
        group(
          `${target.store.name}: Aurora cluster ${target.cluster.cluster}`,
          ...growDatabaseSteps(target, region),
          ...growReaderCountSteps(target.store, context),
        ),
      ),
      ...cacheTargets(context).map(({ store, group: id }) =>
        group(
          `${store.name}: Redis replication group ${id}`,
          step(`Take the next larger node type than ${store.nodeType}.`, growCache(id, store.nodeType, region)),
        ),
      ),
      ...tableTargets(context).map((target) =>
        group(`${target.store.name}: table ${target.table}`, ...growTableSteps(target, region)),
      ),
      group("For good", step("Change scaling or capacity in the plan, synthesise and apply.", ...stacks(context))),
    ],
    verification: targets.map((target) => group(target.service.name, ...stateSteps(target))),
    rollback: [
      ...targets.map((target) =>
        group(target.service.name, ...shrinkSteps(target), ...shrinkWarmPoolSteps(target, region)),
      ),
      ...databases.map((target) =>
        group(
          target.store.name,
          ...shrinkDatabaseSteps(target, region),
          ...shrinkReaderCountSteps(target.store, context),
        ),
      ),
    ],
  };
};

function boundsWords({ service }: ServiceTarget): string {
  const { min, max } = service.scaling;
  return `${service.name} runs ${min} to ${max} copies. How many now?`;
}

function largerCount({ service }: ServiceTarget): number {
  const { min, max } = service.scaling;
  return Math.min(Math.max(min * 2, min + 1), max);
}

/** Stores first: services that grow on stores that do not only move the queue. */
function stacks({ plan, evidence }: RunbookContext): readonly string[] {
  return (["data", "services"] as const)
    .map((kind) => stackName(plan, kind))
    .filter((name) => evidence.stacks.some((stack) => stack.name === name))
    .map(terraformApply);
}
