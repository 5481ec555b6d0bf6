import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { provides } from "../../evidence/declare";
import type { Plan } from "../../model/plan";
import { planArn, resourceName } from "../core/names";
import { policyDocument, trustPolicy } from "../core/policy";
import { startAutomationStatements } from "../core/start-automation-statements";
import { EventQueue, KEPT_SECONDS } from "./event-queue";
import { type LiveRecovery, regionDownAlarmArn, silenceIsLoss, triggerSilentAlarmArn } from "./failover-names";
import { FAILOVER_SUBJECT } from "./failover-subject";
import { ruleFailuresAlarm, undeliveredAlarm } from "./trigger-alarms";

/** EventBridge allows 64 characters for rules (PutRule), IAM for roles (CreateRole). */
const NAME_MAX_LENGTH = 64;

/** An hour: an alarm that could not start the failover by then has people at work. */
const MAX_AGE_SECONDS = 3600;

/** EventBridge tries again with growing pauses; this many fit into the hour. */
const RETRIES = 20;

export interface FailoverTriggerProps {
  readonly plan: Plan;
  readonly there: Plan;
  readonly recovery: LiveRecovery;
  readonly documentName: string;
  readonly passedRoleArn: string;
  /** Of the recovery region. */
  readonly messagingKeyArn: string;
  /** Topic of severity high in the recovery region. */
  readonly topicArn: string;
}

/** Starts the failover when the alarm on the plan's region goes off: the rule stands where the alarm's event arrives. */
export class FailoverTrigger extends Construct {
  constructor(scope: Construct, id: string, props: FailoverTriggerProps) {
    super(scope, id);
    const { plan, there, recovery, documentName, messagingKeyArn, topicArn } = props;
    const role = this.startRole(props);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: resourceName(there, ["start-fail-over"], NAME_MAX_LENGTH),
      description: `${plan.environment.region} has failed: start the failover, which looks again by itself`,
      eventPattern: JSON.stringify(wentOff(plan, recovery)),
    });
    const undelivered = new EventQueue(this, "undelivered", {
      plan: there,
      region: recovery.region,
      nameParts: ["undelivered-fail-over"],
      keptSeconds: KEPT_SECONDS,
      keyArn: messagingKeyArn,
      ruleArns: [rule.arn],
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "fail-over",
      arn: planArn(there, "ssm", `automation-definition/${documentName}:$DEFAULT`),
      roleArn: role.arn,
      input: JSON.stringify({ Mode: ["unplanned"], Force: ["no"] }),
      retryPolicy: { maximumEventAgeInSeconds: MAX_AGE_SECONDS, maximumRetryAttempts: RETRIES },
      deadLetterConfig: { arn: undelivered.arn },
    });
    provides(rule, FAILOVER_SUBJECT, "failover");
    const post = { plan, region: recovery.region, topicArn };
    ruleFailuresAlarm(this, "rule_failures", post, rule.name, "start-failures");
    undeliveredAlarm(this, "undelivered_events", post, undelivered.name, "not-started");
  }

  private startRole({ there, documentName, passedRoleArn }: FailoverTriggerProps): IamRole {
    const role = new IamRole(this, "role", {
      name: resourceName(there, ["start-fail-over"], NAME_MAX_LENGTH),
      description: "EventBridge, starts the failover",
      assumeRolePolicy: trustPolicy("events.amazonaws.com", there.environment.account),
    });
    new IamRolePolicy(this, "policy", {
      name: "start",
      role: role.name,
      policy: policyDocument(...startAutomationStatements(there, "StartFailOver", documentName, passedRoleArn)),
    });
    return role;
  }
}

/** The alarm on the region, from us-east-1, and where silence tells, the alarm on it here. */
function wentOff(plan: Plan, { region }: LiveRecovery) {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    account: [plan.environment.account],
    resources: [
      ...(plan.edge.hasPublicEndpoint ? [regionDownAlarmArn(plan)] : []),
      ...(silenceIsLoss(plan) ? [triggerSilentAlarmArn(plan, region)] : []),
    ],
    detail: { state: { value: ["ALARM"] } },
  };
}
