import type { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import type { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { buildSchedule } from "../build-schedule";

/**
 * Five in the morning, UTC: after the daily backups and Sunday's maintenance (03:30 to 04:30), which change what drift
 * is measured on, and before the working day in Europe.
 */
export const CHECKS_CRON = "cron(0 5 * * ? *)";

/** A build that could not start within the hour waits for the next day. */
const MAX_AGE_SECONDS = 3600;
const RETRIES = 3;

/** Starts the checks every day. */
export function checksSchedule(scope: Construct, plan: Plan, project: CodebuildProject): SchedulerSchedule {
  return buildSchedule(scope, {
    plan,
    ids: { role: "schedule", schedule: "daily" },
    purpose: "checks",
    starts: "the scheduled checks",
    description: `Scheduled checks of ${plan.name} in ${plan.environment.name}`,
    sid: "StartChecks",
    expression: CHECKS_CRON,
    timezone: "UTC",
    project,
    maxAgeSeconds: MAX_AGE_SECONDS,
    retries: RETRIES,
  });
}
