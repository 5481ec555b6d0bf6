import type { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import type { Plan } from "../../model/plan";
import { resourceName } from "../core/names";
import { PlanRole } from "./checks/plan-role";

/** EventBridge Scheduler's limit on a schedule's name. */
const SCHEDULE_NAME_MAX_LENGTH = 64;

export interface BuildScheduleProps {
  readonly plan: Plan;
  /** Ids of the role and of the schedule in the scope. */
  readonly ids: { readonly role: string; readonly schedule: string };
  /** Word of the schedule's name, and with `-schedule` of its role's. */
  readonly purpose: string;
  /** What it starts, as people read it: `the load test`. */
  readonly starts: string;
  readonly description: string;
  readonly sid: string;
  /** `cron(…)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly project: CodebuildProject;
  /** A build that could not start for so long waits for the next time. */
  readonly maxAgeSeconds: number;
  readonly retries: number;
}

/** Starts a build by the clock, with a role that can do nothing else. */
export function buildSchedule(scope: Construct, props: BuildScheduleProps): SchedulerSchedule {
  const { plan, ids, purpose, project } = props;
  const role = new PlanRole(scope, ids.role, {
    plan,
    purpose: `${purpose}-schedule`,
    description: `EventBridge Scheduler, starts ${props.starts}`,
    assumedBy: "scheduler.amazonaws.com",
    statements: [{ Sid: props.sid, Action: "codebuild:StartBuild", Resource: project.arn }],
  });
  return new SchedulerSchedule(scope, ids.schedule, {
    name: resourceName(plan, [purpose], SCHEDULE_NAME_MAX_LENGTH),
    description: props.description,
    scheduleExpression: props.expression,
    scheduleExpressionTimezone: props.timezone,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: project.arn,
      roleArn: role.arn,
      retryPolicy: { maximumEventAgeInSeconds: props.maxAgeSeconds, maximumRetryAttempts: props.retries },
    },
    dependsOn: [role.policy],
  });
}
