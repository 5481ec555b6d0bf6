import type { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import type { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import type { LoadTest, Plan } from "../../../model/plan";
import { buildSchedule } from "../../delivery/build-schedule";

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
  return buildSchedule(scope, {
    plan,
    ids: { role: "schedule_role", schedule: "schedule" },
    purpose: "load-test",
    starts: "the load test",
    description: `Load tests of ${plan.name} ${plan.environment.name}`,
    sid: "StartLoadTest",
    expression: `cron(${cron})`,
    timezone,
    project,
    maxAgeSeconds: MAX_AGE_SECONDS,
    retries: RETRIES,
  });
}
