import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, trustPolicy } from "../core/policy";
import { regionArgument } from "../core/region-argument";
import { PULSE_SOURCE, pulseDetailType, pulseRegion } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";

/** EventBridge Scheduler and IAM allow 64 characters for schedules and roles. */
const NAME_MAX_LENGTH = 64;

/** A pulse that comes late is none: the next one is a minute away. EventBridge Scheduler takes 60 seconds or more. */
const MAX_AGE_SECONDS = 60;

/** Puts a sign of life on the event bus of the region that the failover's trigger starts from, every minute. */
export class Pulse extends Construct {
  constructor(scope: Construct, id: string, plan: Plan) {
    super(scope, id);
    const region = pulseRegion(plan);
    const bus = planArn(plan, "events", "event-bus/default", region);
    const name = resourceName(plan, ["failover-pulse"], NAME_MAX_LENGTH);
    const role = new IamRole(this, "role", {
      name,
      description: "EventBridge Scheduler, signs of life of the failover's trigger",
      assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", plan.environment.account),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "pulse",
      role: role.name,
      policy: policyDocument({
        Sid: "SendPulse",
        Action: "events:PutEvents",
        Resource: bus,
        Condition: { StringEquals: { "events:source": PULSE_SOURCE } },
      }),
    });
    const schedule = new SchedulerSchedule(this, "schedule", {
      ...regionArgument(plan, region),
      name,
      description: `Signs of life for the failover of ${plan.name} ${plan.environment.name}`,
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: bus,
        roleArn: role.arn,
        input: JSON.stringify({ plan: plan.name, environment: plan.environment.name }),
        eventbridgeParameters: { source: PULSE_SOURCE, detailType: pulseDetailType(plan) },
        retryPolicy: { maximumEventAgeInSeconds: MAX_AGE_SECONDS, maximumRetryAttempts: 1 },
      },
      dependsOn: [policy],
    });
    provides(schedule, FAILOVER_SUBJECT, "failover");
  }
}
