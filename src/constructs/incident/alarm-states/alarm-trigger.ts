import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { StartRole } from "../../core/state-machine/start-role";
import type { IncidentRegion } from "../incident-regions";
import { alarmWentOff } from "./alarm-pattern";

/** EventBridge allows 64 characters for rules (PutRule). */
const NAME_MAX_LENGTH = 64;

export interface AlarmTriggerProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  /** Of the rule, after plan and environment. */
  readonly name: string;
  /** Of the rule, for people in the console. */
  readonly description: string;
  readonly stateMachineArn: string;
}

/** Starts a state machine whenever one of the plan's alarms in its region goes off. */
export class AlarmTrigger extends Construct {
  readonly rule: CloudwatchEventRule;

  constructor(scope: Construct, id: string, props: AlarmTriggerProps) {
    super(scope, id);
    const { plan, region, name, stateMachineArn } = props;
    const role = new StartRole(this, {
      plan,
      nameParts: [`${name}-start`, ...region.nameParts],
      stateMachineArn,
    });
    this.rule = new CloudwatchEventRule(this, "rule", {
      ...region.placement,
      name: resourceName(plan, [name], NAME_MAX_LENGTH),
      description: props.description,
      eventPattern: JSON.stringify(alarmWentOff(plan, [region.region])),
    });
    new CloudwatchEventTarget(this, "target", {
      ...region.placement,
      rule: this.rule.name,
      targetId: name,
      arn: stateMachineArn,
      roleArn: role.arn,
    });
  }
}
