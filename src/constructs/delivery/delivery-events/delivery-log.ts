import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Subject } from "../../../evidence/evidence";
import type { Plan } from "../../../model/plan";
import { eventLogPolicy } from "../../core/event-log-policy";
import { keptLogGroup } from "../../core/kept-log-group";
import { resourceName } from "../../core/names";
import type { ServiceOutputs } from "../../core/stack-outputs";
import { type DeliveryRule, deliveryRules } from "./delivery-patterns";

/** EventBridge allows 64 characters for a rule (PutRule). */
const RULE_NAME_MAX_LENGTH = 64;
/** CloudWatch Logs' limit on a resource policy's name. */
const POLICY_NAME_MAX_LENGTH = 256;

/** Thirteen months, so that a month can be compared with the same one a year ago. A period that CloudWatch accepts. */
const RETENTION_DAYS = 400;

export const DELIVERY_SUBJECT: Subject = { kind: "plan", name: "delivery" };

export interface DeliveryLogProps {
  readonly plan: Plan;
  readonly services: readonly ServiceOutputs[];
  readonly logsKeyArn: string;
}

/** The log of everything that changed what runs. */
export class DeliveryLog extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, { plan, services, logsKeyArn }: DeliveryLogProps) {
    super(scope, id);
    // EventBridge's console and AWS's guides expect log groups of rules below this path.
    const name = `/aws/events/${resourceName(plan, ["delivery"], RULE_NAME_MAX_LENGTH)}`;
    const group = keptLogGroup(this, "log_group", {
      subject: DELIVERY_SUBJECT,
      name,
      retentionDays: RETENTION_DAYS,
      keyArn: logsKeyArn,
    });
    this.groupName = group.name;
    const rules = deliveryRules(plan, services);
    const policy = this.writePolicy(plan, name, rules);
    for (const rule of rules) this.sendToLog(plan, rule, group, policy);
  }

  private writePolicy(plan: Plan, group: string, rules: readonly DeliveryRule[]): CloudwatchLogResourcePolicy {
    const names = rules.map((rule) => ruleName(plan, rule));
    return new CloudwatchLogResourcePolicy(this, "policy", {
      policyName: resourceName(plan, ["delivery"], POLICY_NAME_MAX_LENGTH),
      policyDocument: eventLogPolicy(plan, group, names),
    });
  }

  private sendToLog(
    plan: Plan,
    { name, description, pattern }: DeliveryRule,
    group: CloudwatchLogGroup,
    policy: CloudwatchLogResourcePolicy,
  ): void {
    const id = name.replaceAll("-", "_");
    const rule = new CloudwatchEventRule(this, id, {
      name: ruleName(plan, { name }),
      description,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, `${id}_target`, {
      rule: rule.name,
      targetId: "log",
      arn: group.arn,
      dependsOn: [policy],
    });
    provides(rule, DELIVERY_SUBJECT, "delivery-rate");
  }
}

function ruleName(plan: Plan, { name }: Pick<DeliveryRule, "name">): string {
  return resourceName(plan, [name], RULE_NAME_MAX_LENGTH);
}
