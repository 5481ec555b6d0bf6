import {
  cacheEvents,
  cacheMembers,
  cacheMetric,
  cacheStatus,
  growCache,
  setCacheNodeType,
} from "../commands/cache-commands";
import { logsInsights } from "../commands/log-queries";
import type { Item } from "../markdown/blocks";
import { cacheTitle } from "./cache-steps";
import type { RunbookContext, RunbookWriter } from "./runbook-content";
import { group, see, step } from "./steps";
import { alarmedStores, type CacheTarget, cacheTargets } from "./targets";

const SLOW_COMMANDS = "fields @timestamp, @message | sort @timestamp desc | limit 25";

export const cacheSaturation: RunbookWriter = (context) => {
  const { region } = context;
  const targets = alarmedStores(context, cacheTargets(context));
  return {
    title: "Cache saturation",
    trigger: "A node of a cache is short of CPU, memory or connections, or a replica falls behind.",
    impact: [
      "Services wait for the cache.",
      "Evicted keys are lost: sessions end and baskets empty where the cache is their only store.",
    ],
    firstMinutes: targets.map(({ store, group: id }) =>
      step(`Is every node of ${store.name} in service?`, cacheStatus(id, region)),
    ),
    diagnosis: targets.map((target) =>
      group(
        cacheTitle(target),
        ...metricSteps(target, region),
        ...slowLog(target, context),
        step("What happened to it last.", cacheEvents(target.group, region)),
      ),
    ),
    decisions: [
      { when: "Memory is full and keys are evicted", act: "Grow the nodes, below; then ask why keys live so long" },
      {
        when: "CPU is high on the primary only",
        act: "Slow commands: find them in the slow log, and roll back what brought them",
      },
      { when: "One node is ill", act: ["Let a replica take over: ", see("fail-over")] },
      { when: "Connections rise with the number of copies", act: "Lower the pool size of the services that use it" },
    ],
    mitigation: targets.map((target) => {
      const { store, group: id } = target;
      return group(
        cacheTitle(target),
        step(
          `Take the next larger node type than ${store.nodeType}. Replicas change first; the primary fails over at the end.`,
          growCache(id, store.nodeType, region),
        ),
        step(`Make it last: set nodeType of ${store.name} in the plan, synthesise and apply the data stack.`),
      );
    }),
    verification: targets.map((target) =>
      group(
        target.store.name,
        step("Nodes and their type.", cacheStatus(target.group, region)),
        ...metricSteps(target, region),
      ),
    ),
    rollback: targets.map(({ store, group: id }) =>
      group(
        store.name,
        step(
          `Put the node type of the plan back, ${store.nodeType}. What no longer fits is evicted.`,
          setCacheNodeType(id, store.nodeType, region),
        ),
      ),
    ),
  };
};

/** The first member is the primary until a failover; all of them matter for memory. */
function metricSteps({ store, group: id }: CacheTarget, region: string): readonly Item[] {
  return cacheMembers(id, store.replicas).map((member) =>
    step(
      `CPU of the engine, memory and evictions on ${member}.`,
      cacheMetric(member, "EngineCPUUtilization", "Maximum", region),
      cacheMetric(member, "DatabaseMemoryUsagePercentage", "Maximum", region),
      cacheMetric(member, "Evictions", "Sum", region),
    ),
  );
}

function slowLog({ store }: CacheTarget, { index, region }: RunbookContext): readonly Item[] {
  return index
    .byRole("log-group", store.name)
    .map(({ handles }) => step("The newest slow commands.", logsInsights(handles.name, SLOW_COMMANDS, region)));
}
