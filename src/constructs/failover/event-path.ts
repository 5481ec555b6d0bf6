import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, trustPolicy } from "../core/policy";
import { regionArgument } from "../core/region-argument";
import { EventQueue, KEPT_SECONDS } from "./event-queue";
import { type LiveRecovery, PULSE_SOURCE, pulseDetailType, pulseRegion, regionDownAlarmArn } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";
import { ruleFailuresAlarm, undeliveredAlarm } from "./trigger-alarms";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

export interface EventPathProps {
  readonly plan: Plan;
  readonly recovery: LiveRecovery;
  /** Messaging key of the region that the path begins in. */
  readonly messagingKeyArn: string;
  /** Topic of severity high in that region. */
  readonly topicArn: string;
}

/**
 * Carries the alarm on the plan's region to the recovery region's event bus, where the trigger waits, and signs of life
 * with it: one rule for both, so that a path which is heard is the path that will be taken.
 */
export class EventPath extends Construct {
  constructor(scope: Construct, id: string, { plan, recovery, messagingKeyArn, topicArn }: EventPathProps) {
    super(scope, id);
    const region = pulseRegion(plan);
    const placement = regionArgument(plan, region);
    const bus = planArn(plan, "events", "event-bus/default", recovery.region);
    const rule = new CloudwatchEventRule(this, "rule", {
      ...placement,
      name: resourceName(plan, ["failover-path"], NAME_MAX_LENGTH),
      description: `What starts the failover, to ${recovery.region}`,
      eventPattern: JSON.stringify(carried(plan)),
    });
    const role = new IamRole(this, "role", {
      name: resourceName(plan, ["failover-path"], NAME_MAX_LENGTH),
      description: `EventBridge, carries what starts the failover to ${recovery.region}`,
      assumeRolePolicy: trustPolicy("events.amazonaws.com", plan.environment.account),
    });
    new IamRolePolicy(this, "policy", {
      name: "carry",
      role: role.name,
      policy: policyDocument({ Sid: "Carry", Action: "events:PutEvents", Resource: bus }),
    });
    const undelivered = new EventQueue(this, "undelivered", {
      plan,
      region,
      nameParts: ["undelivered-failover-events"],
      keptSeconds: KEPT_SECONDS,
      keyArn: messagingKeyArn,
      ruleArns: [rule.arn],
    });
    new CloudwatchEventTarget(this, "target", {
      ...placement,
      rule: rule.name,
      targetId: "recovery",
      arn: bus,
      roleArn: role.arn,
      deadLetterConfig: { arn: undelivered.arn },
    });
    provides(rule, FAILOVER_SUBJECT, "failover");
    const post = { plan, region, topicArn };
    ruleFailuresAlarm(this, "rule_failures", post, rule.name, "path-failures");
    undeliveredAlarm(this, "undelivered_events", post, undelivered.name, "path-undelivered");
  }
}

function carried(plan: Plan) {
  const pulse = { source: [PULSE_SOURCE], "detail-type": [pulseDetailType(plan)] };
  if (!plan.edge.hasPublicEndpoint) return pulse;
  const alarm = {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    resources: [regionDownAlarmArn(plan)],
  };
  return { $or: [alarm, pulse] };
}
