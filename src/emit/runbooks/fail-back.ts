import { failOverDatabase } from "../commands/database-commands";
import { endZonalShift } from "../commands/load-balancer-commands";
import { cacheStateSteps, cacheTitle } from "./cache-steps";
import { databaseStateSteps, databaseTitle } from "./database-steps";
import { regionReturnDecisions, regionReturnGroups } from "./region-return";
import type { RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { stateSteps, targetSteps } from "./service-steps";
import { group, see, step } from "./steps";
import { cacheTargets, databaseTargets, serviceTargets } from "./targets";

export const failBack: RunbookWriter = (context) => {
  const { region } = context;
  const databases = databaseTargets(context);
  const caches = cacheTargets(context);
  return {
    title: "Fail back",
    trigger: "What was ill is well again, and things stand where a failover left them.",
    impact: [
      databases.length === 0
        ? "None that users notice: no database moves. Do it in a quiet hour."
        : "As with the failover: half a minute without writes per database. Do it in a quiet hour.",
    ],
    firstMinutes: [step("Has everything been well for an hour? If not, wait. Nothing is broken while you wait.")],
    diagnosis: [
      ...databases.map((target) => group(databaseTitle(target), ...databaseStateSteps(target, region))),
      ...caches.map((target) => group(cacheTitle(target), ...cacheStateSteps(target, region))),
    ],
    decisions: [
      ...(databases.length + caches.length === 0
        ? []
        : [{ when: "Members are equal and in different zones", act: "Leave them: which one writes does not matter" }]),
      ...(context.index.byRole("load-balancer").length === 0
        ? []
        : [{ when: "A zonal shift is active", act: "End it, below; it ends by itself after its time" }]),
      ...regionReturnDecisions(context),
      { when: "A store was restored under its name", act: ["Clean up after ", see("restore"), " first"] },
    ],
    mitigation: [
      ...databases.flatMap(({ store, cluster, instances }) => {
        const [writer] = instances;
        if (writer === undefined || store.readers === 0) return [];
        return [
          group(
            `${store.name}: Aurora cluster ${cluster.cluster}`,
            step(`${writer} writes again.`, failOverDatabase(cluster.cluster, writer, region)),
          ),
        ];
      }),
      ...zones(context),
      ...regionReturnGroups(context),
      ...caches.map((target) =>
        group(cacheTitle(target), step("Nothing to do: a replica that became the primary stays it.")),
      ),
    ],
    verification: serviceTargets(context).map((target) =>
      group(target.service.name, ...stateSteps(target), ...targetSteps(target, region)),
    ),
    rollback: [group("It goes wrong", step(["Fail over again: ", see("fail-over"), "."]))],
  };
};

function zones({ index, region }: RunbookContext): readonly StepGroup[] {
  return index
    .byRole("load-balancer")
    .map(({ handles: { name } }) =>
      group(`Zone: load balancer ${name}`, step("Requests go to the zone again.", endZonalShift(name, region))),
    );
}
