import { isLive } from "../../model/recovery";
import { formatDuration } from "../../model/units/duration";
import { askFromOutside } from "../commands/edge-commands";
import { clusterArn, promoteCluster } from "../commands/region-commands";
import {
  abortRun,
  answerGate,
  askForRun,
  followRun,
  globalWriters,
  moveSwitch,
  type RegionFailover,
  recentRuns,
  regionFailoverOf,
  startFailOver,
  switchState,
} from "../commands/region-failover-commands";
import type { Item } from "../markdown/blocks";
import { type RecoverySide, recoverySide } from "../recovery-side";
import { coldGroups } from "./cold-recovery";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { targetSteps } from "./service-steps";
import { group, groupIfAny, step } from "./steps";
import { databaseTargets, serviceTargets } from "./targets";

/** Whether anything is prepared for the loss of the region. */
export function coversRegion({ plan }: RunbookContext): boolean {
  return plan.recovery !== null && plan.recovery.region !== null;
}

/** The way into the recovery region: by the generated document and by hand, or built from copies. */
export function regionLossGroups(context: RunbookContext): readonly StepGroup[] {
  const there = recoverySide(context);
  if (there === null || context.plan.recovery === null) return [];
  if (!isLive(context.plan.recovery.pattern)) return coldGroups(context, there);
  const documents = regionFailoverOf(context);
  return [
    ...(documents === null ? [] : [byDocument(context, documents)]),
    group(
      `All of ${there.home}: by hand, if the run does not get through`,
      step(
        "Each command asks the recovery region or a service without regions, none the region that is lost. Go on where the run stopped.",
      ),
      ...promoteSteps(context, there, documents),
      ...serviceTargets(there).map(({ service, operations }) =>
        step(
          `${service.name}: the plan's ${service.scaling.min} to ${service.scaling.max} copies.`,
          operations.setRange(service.scaling.min, service.scaling.max),
          operations.setCount(service.scaling.min),
        ),
      ),
      ...serviceTargets(there).flatMap((target) => [
        step(`${target.service.name}: what runs there, and what should run.`, target.operations.status),
        ...targetSteps(target, there.region),
      ]),
      ...trafficSteps(context, documents),
    ),
  ];
}

function byDocument({ plan, region }: RunbookContext, documents: RegionFailover): StepGroup {
  const there = documents.failOver.region;
  const { recovery } = plan;
  const automated = recovery?.failover === "automated";
  return group(
    `All of ${region}: fail over to ${there}`,
    step(
      automated
        ? "The alarm on the region has most likely started it. Runs so far; if one is under way, take its id and do not start another."
        : "Is a run under way? Then take its id, and do not start another.",
      recentRuns(documents.failOver),
      askForRun(),
    ),
    step(
      "Else start one. It looks whether the region answers, and ends without doing anything if it does; what had not been replicated is given up.",
      startFailOver(documents, "unplanned"),
    ),
    step(
      "The region answers, but does not serve, and you are sure: go on all the same.",
      startFailOver(documents, "unplanned", true),
    ),
    ...(recovery === null || recovery.approval === null
      ? []
      : [
          step(
            `It waits ${formatDuration(recovery.approval.timeout)} for an approver, signed in as one of those that the plan names: agree.`,
            answerGate("Approve", there),
          ),
        ]),
    step("How far is it? Repeat until the status is Success, or Failed with the reason.", followRun(there)),
    step("It must not go on: end it. What it has done stays.", abortRun(there)),
  );
}

/** Both sides of each global database by name: the one there becomes the writer. */
function promoteSteps(context: RunbookContext, there: RecoverySide, documents: RegionFailover | null): readonly Item[] {
  const steps = databaseTargets(there).flatMap(({ store, cluster }) => {
    const globalCluster = [context, there]
      .flatMap((side) => side.index.byRole("aurora-global-cluster", store.name))
      .map(({ handles }) => handles.globalCluster)[0];
    if (globalCluster === undefined) return [];
    return [
      step(
        `${store.name}: the cluster of ${there.region} writes. What had not been replicated is lost.`,
        promoteCluster(globalCluster, clusterArn(context.account, there.region, cluster.cluster), there.region),
      ),
    ];
  });
  if (steps.length === 0 || documents === null) return steps;
  return [
    ...steps,
    ...globalWriters(documents).map((command) => step("Who writes? Repeat until it is the one there.", command)),
  ];
}

function trafficSteps({ plan }: RunbookContext, documents: RegionFailover | null): readonly Item[] {
  const turned = documents?.trafficSwitch ?? null;
  if (turned !== null) {
    return [
      step(
        "When databases and services stand: turn the switch. Requests follow within two minutes.",
        moveSwitch("on", turned),
        switchState(turned),
      ),
    ];
  }
  return plan.recovery?.traffic === "global-accelerator"
    ? [step("Requests: nothing to do. Global Accelerator leads users to the region whose targets are healthy.")]
    : [];
}

/** What is seen when the recovery region serves. */
export function regionVerification(context: RunbookContext): readonly StepGroup[] {
  const there = recoverySide(context);
  if (there === null) return [];
  const { domain } = context.plan.environment;
  return groupIfAny(`Served from ${there.region}`, [
    ...(context.plan.edge.hasPublicEndpoint && domain !== null
      ? [step("The domain answers.", askFromOutside(domain, "/"))]
      : []),
    ...serviceTargets(there).flatMap((target) => [
      step(`${target.service.name}: what runs there, and what should run.`, target.operations.status),
      ...targetSteps(target, there.region),
    ]),
    step("Whoever knows the data looks at the newest entries, and says from when on they are missing."),
  ]);
}
