import { stackName } from "../../model/plan";
import { isLive } from "../../model/recovery";
import { formatDuration } from "../../model/units/duration";
import { redrive } from "../commands/queue-commands";
import { carriedSnapshot, carrySnapshot, copyItems, copyObjects } from "../commands/region-commands";
import {
  answerGate,
  followRun,
  globalWriters,
  type RegionFailover,
  regionFailoverOf,
  startFailBack,
  switchValues,
} from "../commands/region-failover-commands";
import { restoredTableName } from "../commands/restore-commands";
import { terraformApply, terraformDrift } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { type RecoverySide, recoverySide } from "../recovery-side";
import { dataKey } from "./cold-recovery";
import type { Decision, RunbookContext, StepGroup } from "./runbook-content";
import { group, groupIfAny, see, step } from "./steps";
import { bucketTargets, databaseTargets, queueTargets, serviceTargets, tableTargets } from "./targets";

/** The way back from the recovery region, in a quiet hour. */
export function regionReturnGroups(context: RunbookContext): readonly StepGroup[] {
  const there = recoverySide(context);
  if (there === null || context.plan.recovery === null) return [];
  if (!isLive(context.plan.recovery.pattern)) return coldReturn(context, there);
  const documents = regionFailoverOf(context);
  return documents === null ? [] : [liveReturn(context, there, documents)];
}

export function regionReturnDecisions(context: RunbookContext): readonly Decision[] {
  const there = recoverySide(context);
  if (there === null) return [];
  return [
    {
      when: `Requests go to ${there.region}, and ${there.home} has been well for a day`,
      act: `Go back from ${there.region} to ${there.home}, below, in a quiet hour`,
    },
  ];
}

function liveReturn(context: RunbookContext, there: RecoverySide, documents: RegionFailover): StepGroup {
  const { plan } = context;
  const approval = plan.recovery?.approval ?? null;
  return group(
    `From ${there.region} back to ${there.home}`,
    ...(documents.trafficSwitch === null
      ? []
      : [step("Where do requests go? 1 is the recovery region.", switchValues(documents.trafficSwitch))]),
    ...globalWriters(documents).map((command) =>
      step(
        `The cluster of ${there.home} follows again: the status is available. One that AWS could not rejoin is removed from the global database and made anew by applying the data stack.`,
        command,
      ),
    ),
    ...bucketReturn(context, there),
    ...queueReturn(there),
    step(
      documents.globalClusters.length === 0
        ? "Start it. It is planned: nothing is lost, and no database moves."
        : "Start it. It is planned: nothing is lost, and writes fail for some minutes per database.",
      startFailBack(documents),
    ),
    ...(approval === null
      ? []
      : [
          step(
            `It waits ${formatDuration(approval.timeout)} for an approver: agree.`,
            answerGate("Approve", documents.failBack.region),
          ),
        ]),
    step("How far is it? Repeat until the status is Success.", followRun(documents.failBack.region)),
    step(
      "See that nothing is left to change in the stacks of both regions.",
      ...[stackName(plan, "data"), stackName(plan, "standby")].map(terraformDrift),
    ),
  );
}

/** With one region live, objects are replicated one way: what was written meanwhile is carried back. */
function bucketReturn(context: RunbookContext, there: RecoverySide): readonly Item[] {
  if (context.plan.recovery?.pattern === "active-active") return [];
  return pairs(bucketTargets(context), bucketTargets(there)).map(([home, away]) =>
    step(
      `${home.store.name}: objects that were written in ${there.region}. Run it again right after the way back.`,
      copyObjects(away.bucket, there.region, home.bucket, there.home),
    ),
  );
}

function queueReturn(there: RecoverySide): readonly Item[] {
  return queueTargets(there).flatMap(({ store, queue, deadLetters }) => [
    step(
      [`${store.name}: services there work `, inlineCode(queue), " off before they stop; send back what failed."],
      ...(deadLetters === null ? [] : [redrive(deadLetters, there)]),
    ),
  ]);
}

function pairs<T extends { readonly store: { readonly name: string } }>(
  here: readonly T[],
  there: readonly T[],
): readonly (readonly [T, T])[] {
  return here.flatMap((target) => {
    const other = there.find(({ store }) => store.name === target.store.name);
    return other === undefined ? [] : [[target, other] as const];
  });
}

/** What was built from copies is carried back as it went, and taken down. */
function coldReturn(context: RunbookContext, there: RecoverySide): readonly StepGroup[] {
  const { plan, account } = context;
  const title = (words: string) => `From ${there.region} back to ${there.home}, ${words}`;
  const data: readonly Item[] = [
    ...pairs(databaseTargets(context), databaseTargets(there)).map(([home, away]) =>
      step(
        [
          `${home.store.name}: a snapshot of what is there now, carried to ${there.home}. Restore it beside the cluster of ${there.home}, under its id `,
          inlineCode(carriedSnapshot(away.cluster.cluster)),
          ", and let it take over as ",
          see("restore"),
          " says.",
        ],
        ...dataKey(context),
        carrySnapshot(away.cluster.cluster, account, there.region, there.home),
      ),
    ),
    ...tableTargets(context).map(({ store, table }) =>
      step(
        `${store.name}: items of ${there.region} over those of ${there.home}; it prints what could not be written. Items that were deleted meanwhile come back: delete them again.`,
        copyItems(restoredTableName(plan, store), there.region, table, there.home),
      ),
    ),
    ...pairs(bucketTargets(context), bucketTargets(there)).map(([home, away]) =>
      step(
        `${home.store.name}: objects that were written in ${there.region}.`,
        copyObjects(away.bucket, there.region, home.bucket, there.home),
      ),
    ),
  ];
  return [
    group(
      title("first: stand still"),
      step(`Announce it: from here until ${there.home} serves, nothing is written.`),
      ...serviceTargets(there).map(({ service, operations }) =>
        step(`${service.name} stops in ${there.region}.`, operations.setRange(0, 0), operations.setCount(0)),
      ),
    ),
    ...groupIfAny(title("second: data"), data),
    group(
      title("third: requests"),
      ...(plan.edge.hasPublicEndpoint
        ? [
            step(
              "The records of the plan: Terraform puts back what was changed by hand.",
              terraformApply(stackName(plan, "edge")),
            ),
          ]
        : []),
      step(
        `When ${there.home} has served for a day: take down what was built in ${there.region}. Its stores are protected from deletion; what must go is freed by hand, one by one.`,
      ),
    ),
  ];
}
