import type { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { PlanRole } from "./plan-role";

/** EventBridge Scheduler's limit on a schedule's name. */
const SCHEDULE_NAME_MAX_LENGTH = 64;

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
  const role = new PlanRole(scope, "schedule", {
    plan,
    purpose: "checks-schedule",
    description: "EventBridge Scheduler, starts the scheduled checks",
    assumedBy: "scheduler.amazonaws.com",
    statements: [{ Sid: "StartChecks", Action: "codebuild:StartBuild", Resource: project.arn }],
  });
  return new SchedulerSchedule(scope, "daily", {
    name: resourceName(plan, ["checks"], SCHEDULE_NAME_MAX_LENGTH),
    description: `Scheduled checks of ${plan.name} in ${plan.environment.name}`,
    scheduleExpression: CHECKS_CRON,
    scheduleExpressionTimezone: "UTC",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: project.arn,
      roleArn: role.arn,
      retryPolicy: { maximumEventAgeInSeconds: MAX_AGE_SECONDS, maximumRetryAttempts: RETRIES },
    },
    dependsOn: [role.policy],
  });
}
