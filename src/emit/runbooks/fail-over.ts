import { isLive } from "../../model/recovery";
import { automationOf } from "../commands/automation-commands";
import { failOverCache } from "../commands/cache-commands";
import { failOverDatabase } from "../commands/database-commands";
import { zonalShift, zoneIds } from "../commands/load-balancer-commands";
import { ask } from "../commands/shell";
import { cacheStateSteps, cacheTitle } from "./cache-steps";
import { databaseStateSteps, databaseTitle } from "./database-steps";
import { coversRegion, regionLossGroups, regionVerification } from "./region-loss";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { stateSteps, targetSteps } from "./service-steps";
import { eitherWay, group, see, step } from "./steps";
import { cacheTargets, databaseTargets, serviceTargets } from "./targets";

export const failOver: RunbookWriter = (context) => {
  const { region, plan } = context;
  const databases = databaseTargets(context);
  const caches = cacheTargets(context);
  const stores = databases.length + caches.length > 0;
  const balanced = context.index.byRole("load-balancer").length > 0;
  return {
    title: "Fail over",
    trigger: `${illParts(stores, coversRegion(context))} is ill and does not recover by itself.`,
    impact: [
      ...(databases.length === 0
        ? []
        : ["Aurora: writes fail for about half a minute while a reader takes over; connections break."]),
      ...(caches.length === 0 ? [] : ["Redis: writes fail for some seconds to a minute; the last writes may be lost."]),
      `Zone: the zones that are left carry all ${balanced ? "requests" : "work"}.`,
      ...lossWords(context),
    ],
    firstMinutes: [
      step("Is AWS ill? Look at https://health.aws.amazon.com/health/status before you change anything."),
      ...databases.flatMap((target) => databaseStateSteps(target, region)),
      ...caches.flatMap((target) => cacheStateSteps(target, region)),
    ],
    diagnosis: [zoneGroup(context)],
    decisions: [
      ...(stores
        ? [{ when: "AWS fails over by itself: events say so", act: "Watch; a second failover makes it longer" }]
        : []),
      ...(databases.length === 0 ? [] : [{ when: "Only the writer is ill", act: "Fail the database over, below" }]),
      ...(caches.length === 0 ? [] : [{ when: "Only the primary is ill", act: "Fail the cache over, below" }]),
      zoneDecision(stores, balanced),
      { when: `All of ${region} is ill, and AWS says so or nothing answers`, act: regionWords(context) },
    ],
    mitigation: [
      ...databases.map((target) => {
        const { store, cluster } = target;
        return store.readers === 0
          ? group(
              databaseTitle(target),
              step("No reader: Aurora starts a new writer by itself, within about ten minutes. Watch the events."),
            )
          : group(
              databaseTitle(target),
              ...eitherWay(
                store.readers === 1
                  ? "The reader becomes the writer."
                  : `One of ${store.readers} readers becomes the writer.`,
                automationOf(store.name, context)("fail-over"),
                failOverDatabase(cluster.cluster, null, region),
              ),
            );
      }),
      ...caches.map((target) =>
        target.store.replicas === 0
          ? group(
              cacheTitle(target),
              step("No replica: ElastiCache replaces the node by itself, empty. Watch the events."),
            )
          : group(
              cacheTitle(target),
              ...eitherWay(
                target.store.replicas === 1
                  ? "The replica becomes the primary."
                  : `One of ${target.store.replicas} replicas becomes the primary.`,
                automationOf(target.store.name, context)("fail-over"),
                failOverCache(target.group, region),
              ),
            ),
      ),
      ...leaveZone(context),
      ...regionLossGroups(context),
    ],
    verification: [
      ...databases.map((target) => group(databaseTitle(target), ...databaseStateSteps(target, region))),
      ...caches.map((target) => group(cacheTitle(target), ...cacheStateSteps(target, region))),
      ...serviceTargets(context).map((target) =>
        group(target.service.name, ...stateSteps(target), ...targetSteps(target, region)),
      ),
      ...regionVerification(context),
    ],
    rollback: [group(plan.environment.name, step(["See ", see("fail-back"), "."]))],
  };
};

function illParts(stores: boolean, region: boolean): string {
  const parts = [
    ...(stores ? ["a writer", "a primary"] : []),
    "an availability zone",
    ...(region ? ["the region"] : []),
  ];
  const last = parts.at(-1) ?? "";
  const words = parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")} or ${last}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function zoneDecision(stores: boolean, balanced: boolean): Decision {
  if (!balanced) {
    return {
      when: "One zone is ill",
      act: `Wait for AWS: copies that it loses start again in the zones that are left${stores ? ". Fail stores over that write there, below" : ""}`,
    };
  }
  return {
    when: stores ? "Targets and stores of one zone are ill" : "Targets of one zone are ill",
    act: stores ? "Leave the zone, below, then the stores that write there" : "Leave the zone, below",
  };
}

function zoneGroup({ index, region, ...context }: RunbookContext): StepGroup {
  const balancers = index.byRole("load-balancer").map(({ handles }) => handles.name);
  const targets = serviceTargets({ index, region, ...context });
  return group(
    "Which zone is it?",
    ...balancers.map((name) => step("Zones of the load balancer with their ids.", zoneIds(name, region))),
    ...targets.flatMap((target) => targetSteps(target, region)),
    ...targets.map((target) => step(`Where ${target.service.name} runs.`, target.operations.status)),
  );
}

function leaveZone({ index, region }: RunbookContext): readonly StepGroup[] {
  return index
    .byRole("load-balancer")
    .map(({ handles: { name } }) =>
      group(
        `Zone: load balancer ${name}`,
        step("No requests go to the zone for an hour.", ask("ZONE_ID", "Id of the ill zone"), zonalShift(name, region)),
      ),
    );
}

function regionWords(context: RunbookContext): Decision["act"] {
  const { region } = context.plan.recovery ?? { region: null };
  if (region === null) {
    return [
      "Nothing is generated in a second region. Wait for AWS, or build anew from the plan and the backups: ",
      see("restore"),
    ];
  }
  return `Go to ${region}, below. Do not wait longer than the recovery time objective leaves room for`;
}

function lossWords({ plan, region }: RunbookContext): readonly string[] {
  const { recovery } = plan;
  if (recovery === null || recovery.region === null) return [];
  return [
    isLive(recovery.pattern)
      ? `Region: what had not been replicated from ${region} when it was lost stays lost.`
      : `Region: what was written in ${region} since the last copied backup is lost.`,
  ];
}
