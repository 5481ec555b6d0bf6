import type { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import type { LoadTest, Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { PlanRole } from "../../delivery/checks/plan-role";

/** EventBridge Scheduler's limit on a schedule's name. */
const SCHEDULE_NAME_MAX_LENGTH = 64;

/** The hour was chosen for its load: a test that could not begin soon waits for the next time. */
const MAX_AGE_SECONDS = 600;
const RETRIES = 2;

/** Starts the load test when the plan says. */
export function loadTestSchedule(
  scope: Construct,
  plan: Plan,
  { cron, timezone }: NonNullable<LoadTest["schedule"]>,
  project: CodebuildProject,
): SchedulerSchedule {
  const role = new PlanRole(scope, "schedule_role", {
    plan,
    purpose: "load-test-schedule",
    description: "EventBridge Scheduler, starts the load test",
    assumedBy: "scheduler.amazonaws.com",
    statements: [{ Sid: "StartLoadTest", Action: "codebuild:StartBuild", Resource: project.arn }],
  });
  return new SchedulerSchedule(scope, "schedule", {
    name: resourceName(plan, ["load-test"], SCHEDULE_NAME_MAX_LENGTH),
    description: `Load tests of ${plan.name} ${plan.environment.name}`,
    scheduleExpression: `cron(${cron})`,
    scheduleExpressionTimezone: timezone,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: project.arn,
      roleArn: role.arn,
      retryPolicy: { maximumEventAgeInSeconds: MAX_AGE_SECONDS, maximumRetryAttempts: RETRIES },
    },
    dependsOn: [role.policy],
  });
}
