import { formatDuration } from "../../model/units/duration";
import { newestDeletions } from "../commands/bucket-commands";
import { newestSnapshot } from "../commands/cache-commands";
import { latestDatabaseTime } from "../commands/database-commands";
import { backupVaults, recoveryPoints } from "../commands/restore-commands";
import { latestTableTime } from "../commands/table-commands";
import { applyOrder, terraformApply } from "../commands/terraform-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { coversRegion } from "./region-loss";
import { backupGroups } from "./restore-backups";
import { bucketGroups, cacheGroups, databaseGroups, queueGroups, tableGroups } from "./restore-stores";
import type { Decision, RunbookContext, RunbookWriter, StepGroup } from "./runbook-content";
import { stateSteps } from "./service-steps";
import { group, see, step } from "./steps";
import { bucketTargets, cacheTargets, databaseTargets, serviceTargets, tableTargets } from "./targets";

export const restore: RunbookWriter = (context) => {
  const { region } = context;
  const services = serviceTargets(context);
  return {
    title: "Restore",
    trigger: "Data was damaged or deleted, or a part of the system has to be built anew.",
    impact: [
      objectiveWords(context),
      "What was written after the moment you restore to is lost, unless someone writes it again.",
    ],
    firstMinutes: [
      ...services.map(({ service, operations }) =>
        step(`Does ${service.name} damage the data? Then stop it, and only it.`, operations.setRange(0, 0)),
      ),
      step("Write down the time of the first damage, in UTC: everything below needs it."),
    ],
    diagnosis: [
      group(
        "How far back is possible",
        ...databaseTargets(context).map(({ store, cluster }) =>
          step(
            `${store.name}: ${formatDuration(store.backupRetention)} back, to the second. The newest moment:`,
            latestDatabaseTime(cluster.cluster, region),
            'echo "$RESTORE_TO"',
          ),
        ),
        ...tableTargets(context).map(({ store, table }) =>
          step(
            `${store.name}: 35 days back, to the second. The newest moment:`,
            latestTableTime(table, region),
            'echo "$RESTORE_TO"',
          ),
        ),
        ...cacheTargets(context).map(({ store, group: id }) =>
          step(
            `${store.name}: daily snapshots, ${formatDuration(store.snapshotRetention)} back. The newest:`,
            newestSnapshot(id, region),
            'echo "$SNAPSHOT"',
          ),
        ),
        ...bucketTargets(context).map(({ store, bucket }) =>
          step(
            `${store.name}: versions of each object that were replaced or deleted, 90 days back.`,
            newestDeletions(bucket, region),
          ),
        ),
        ...backups(context),
        step("Infrastructure: anything, from the plan."),
      ),
    ],
    decisions: [
      { when: "A few rows or items are wrong", act: "Restore beside, copy them back, keep the store in use" },
      { when: "Most of a store is wrong", act: "Restore beside, then let the restored store take over" },
      ...regionDecision(context),
      { when: "A service is wrong, not its data", act: ["Do not restore: ", see("roll-back")] },
      { when: "Sessions or other short-lived keys are lost", act: "Do not restore a cache: it fills again" },
    ],
    mitigation: [
      ...databaseGroups(context),
      ...tableGroups(context),
      ...bucketGroups(context),
      ...cacheGroups(context),
      ...queueGroups(context),
      ...backupGroups(context),
      infrastructure(context),
    ],
    verification: [
      group(
        "Data",
        step("Let whoever knows the data check it: count, newest and oldest entry, a sum that must be right."),
      ),
      ...services.map((target) =>
        group(
          target.service.name,
          step(
            "Let it run again, with the bounds of the plan.",
            target.operations.setRange(target.service.scaling.min, target.service.scaling.max),
          ),
          ...stateSteps(target),
        ),
      ),
    ],
    rollback: [
      group(
        "The restored copy is no better",
        step(
          "The store in use was not changed until it was renamed or written over: stop before that step, and delete the copy.",
        ),
      ),
    ],
  };
};

function backups(context: RunbookContext): readonly Item[] {
  const { here } = backupVaults(context);
  const retention = context.plan.recovery?.backup.retentionDays;
  if (here === null || retention === undefined) return [];
  return [step(`Further back, ${retention} days: what AWS Backup has.`, recoveryPoints(here))];
}

function regionDecision(context: RunbookContext): readonly Decision[] {
  return coversRegion(context)
    ? [{ when: `All of ${context.region} is lost`, act: ["Do not restore here: ", see("fail-over")] }]
    : [];
}

function objectiveWords({ plan }: RunbookContext): string {
  const { recovery } = plan.requirements;
  return recovery === undefined
    ? "The plan names no recovery objectives."
    : `The plan allows ${formatDuration(recovery.rpo)} of lost data, and ${formatDuration(recovery.rto)} until the system is back.`;
}

function infrastructure(context: RunbookContext): StepGroup {
  return group(
    "Infrastructure, from the plan",
    step("Write the Terraform from the plan that was applied last.", "npx opsplan synth"),
    ...applyOrder(context).map((stack) =>
      step(["Read the plan of ", inlineCode(stack), ", then apply it."], terraformApply(stack)),
    ),
  );
}
