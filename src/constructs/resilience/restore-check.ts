import { backupTypes, hasBackups } from "../../model/backed-up-stores";
import { longestGapDays } from "../../model/cron-gap";
import type { Plan } from "../../model/plan";
import { planArn } from "../core/names";
import type { Statement } from "../core/policy";
import { script } from "../failover/documents/run";
import type { Step } from "../observability/automation/step";
import { restoreTestingPlanName } from "../recovery/backup/backup-names";

/** Days after a test is due until it is missing: its start window, the restore and its validation take one at most. */
const GRACE_DAYS = 1;

/** Two calls and their pages. */
const CHECK_SECONDS = 120;

export interface RestoreCheck {
  readonly step: Step;
  readonly statements: readonly Statement[];
}

/**
 * Ties game days to the recovery stack: the step fails unless the newest restore test of every kind of store is younger
 * than its schedule allows, completed, and validated. null where nothing is backed up.
 */
export function restoreCheck(plan: Plan): RestoreCheck | null {
  const { recovery } = plan;
  if (recovery === null || !hasBackups(plan)) return null;
  const name = restoreTestingPlanName(plan);
  const days = longestGapDays(recovery.backup.restoreTestCron) + GRACE_DAYS;
  return {
    step: script(
      {
        name: "checkRestores",
        description: `Every kind of store was restored and validated within ${days} days.`,
        handler: "check",
        script: RESTORE_SCRIPT,
        timeoutSeconds: CHECK_SECONDS,
      },
      { Plan: name, Types: [...backupTypes(plan)], Days: String(days) },
    ),
    statements: [
      {
        // AWS Backup adds letters of its own to the name.
        Sid: "FindRestoreTests",
        Action: "backup:GetRestoreTestingPlan",
        Resource: planArn(plan, "backup", `restore-testing-plan:${name}*`),
      },
      // AWS has no resource for it (service authorization reference).
      { Sid: "ReadRestoreTests", Action: "backup:ListRestoreJobs", Resource: "*" },
    ],
  };
}

/** Raises unless the newest finished test of each type is a success; jobs come newest first from no API, so they are sorted. */
export const RESTORE_SCRIPT = `import datetime

import boto3


def check(events, context):
    backup = boto3.client("backup")
    plan = backup.get_restore_testing_plan(RestoreTestingPlanName=events["Plan"])
    arn = plan["RestoreTestingPlan"]["RestoreTestingPlanArn"]
    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=int(events["Days"]))
    newest = {}
    for page in backup.get_paginator("list_restore_jobs").paginate(
        ByRestoreTestingPlanArn=arn, ByCreatedAfter=since
    ):
        for job in page["RestoreJobs"]:
            if job["Status"] in ("PENDING", "RUNNING") or job.get("ValidationStatus") == "VALIDATING":
                continue
            kind = job["ResourceType"]
            if kind not in newest or job["CreationDate"] > newest[kind]["CreationDate"]:
                newest[kind] = job
    found = {}
    for kind in events["Types"]:
        job = newest.get(kind)
        if job is None:
            raise Exception("no restore of " + kind + " was tested for " + events["Days"] + " days")
        state = job["Status"] + ", validation " + job.get("ValidationStatus", "missing")
        if state != "COMPLETED, validation SUCCESSFUL":
            raise Exception("the last restore test of " + kind + " ended " + state)
        found[kind] = job["RestoreJobId"]
    return dict(Restores=str(found))
`;
