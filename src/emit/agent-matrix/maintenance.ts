import { backedUpStores } from "../../model/backed-up-stores";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../../model/maintenance-windows";
import type { DataStore } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";
import { triggerRule } from "../../planning/ticket-detection/trigger-rules";
import type { EmitContext } from "../emit-context";
import { type Block, heading, table, tableOr } from "../markdown/blocks";
import { type Content, codeList, inlineCode } from "../markdown/inline";
import { ownerAmong, ownerOfRunbook } from "../owners";

/** What happens by itself and when, and what people do how often. */
export function maintenance(context: EmitContext): readonly Block[] {
  const { plan } = context;
  return [
    heading(3, "By itself"),
    tableOr(
      ["What", "When", "Of"],
      [
        ...plan.stores.flatMap(storeRows),
        ...recoveryRows(context),
        ...rehearsalRows(context),
        ...scheduleRows(context),
      ],
      "Nothing is scheduled.",
    ),
    heading(3, "By people"),
    table(["What", "How often", "Who"], peopleRows(context)),
  ];
}

function storeRows(store: DataStore): readonly (readonly Content[])[] {
  const of = inlineCode(store.name);
  switch (store.engine) {
    case "aurora-postgresql":
    case "redis":
      return [
        ["Backup of the engine", `daily, ${BACKUP_WINDOW} UTC`, of],
        ["Maintenance: versions, changes that wait", `weekly, ${MAINTENANCE_WINDOW} UTC`, of],
      ];
    case "dynamodb":
      return [["Backup of the engine", "all the time", of]];
    case "sqs":
    case "s3":
      return [];
  }
}

/** AWS Backup with its tests. */
function recoveryRows({ plan, index }: EmitContext): readonly (readonly Content[])[] {
  const { recovery } = plan;
  if (recovery === null) return [];
  const { intervalHours, restoreTestCron } = recovery.backup;
  const stores = codeList(
    backedUpStores(plan).map(({ name }) => name),
    "none",
  );
  return [
    ...(index.byRole("backup-plan").length === 0
      ? []
      : [["AWS Backup", intervalHours === 1 ? "every hour" : `every ${intervalHours} hours`, stores]]),
    ...(index.byRole("restore-testing-plan").length === 0
      ? []
      : [["Test of a restore", [inlineCode(restoreTestCron), ", UTC"], stores]]),
  ];
}

function rehearsalRows({ plan, index }: EmitContext): readonly (readonly Content[])[] {
  const { gameDays, loadTest } = plan.resilience;
  const schedule = loadTest === null ? null : loadTest.schedule;
  const jobs = index.byRole("load-test").map(({ handles }) => handles.name);
  return [
    ...(gameDays === null || index.byRole("experiment-template").length === 0
      ? []
      : [["Rehearsed failures", [inlineCode(gameDays.cron), `, ${gameDays.timezone}`], "the plan"]]),
    ...(schedule === null
      ? []
      : [["Load test", [inlineCode(schedule.cron), `, ${schedule.timezone}`], codeList(jobs, "none")]]),
  ];
}

function scheduleRows({ plan }: EmitContext): readonly (readonly Content[])[] {
  return plan.services.flatMap(({ name, scaling }) =>
    scaling.schedules.map(({ name: schedule, cron, timezone, min, max }) => [
      [`Scaling to ${min} to ${max}: `, inlineCode(schedule)],
      [inlineCode(cron), `, ${timezone}`],
      inlineCode(name),
    ]),
  );
}

function peopleRows({ plan, index }: EmitContext): readonly (readonly Content[])[] {
  const owner = (runbook: Parameters<typeof ownerOfRunbook>[1]): Content => inlineCode(ownerOfRunbook(plan, runbook));
  const drift = triggerRule("infrastructure_drift_detected");
  const backups = index.providing("backup").length > 0;
  return [
    ["Terraform plan of every stack, for drift", drift.review, inlineCode(ownerAmong(plan, drift.owners))],
    ["Exercise of the incident runbook", "quarterly", owner("incident")],
    ["Exercise of a rollback", "quarterly", owner("roll-back")],
    ...(backups ? [["Exercise of a restore, beside the store in use", "quarterly", owner("restore")]] : []),
    ...(plan.recovery === null || plan.recovery.region === null
      ? []
      : [["Exercise of a recovery in the other region", "quarterly", owner("fail-over")]]),
    ...(index.providing("database").length +
      index.providing("table").length +
      index.providing("object-storage").length ===
    0
      ? []
      : [["Deletion of data beyond its retention", "quarterly", owner("data-retention")]]),
    ["Rotation of the services' secrets", "yearly, and when someone leaves", owner("rotate")],
    [
      "Review of every runbook",
      `every ${formatDuration(plan.incidents.runbookReview)}, and after each use`,
      "its owner",
    ],
  ];
}
