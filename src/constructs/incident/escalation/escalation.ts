import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import { AlarmTrigger } from "./alarm-trigger";
import { escalationDefinition } from "./definition";
import { EscalationRole } from "./escalation-role";
import type { EscalationStep } from "./targets";

/** Step Functions allows 80 characters (CreateStateMachine). */
const NAME_MAX_LENGTH = 80;

export interface EscalationProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly steps: readonly EscalationStep[];
}

/** Tells the next people when nobody has answered an alarm in time; one state machine per region with alarms. */
export class Escalation extends Construct {
  constructor(scope: Construct, id: string, props: EscalationProps) {
    super(scope, id);
    const { plan, region, steps } = props;
    const name = resourceName(plan, ["escalation"], NAME_MAX_LENGTH);
    const topicArns = [...new Set(steps.flatMap(({ targets }) => targets.map(({ topicArn }) => topicArn)))];
    const role = new EscalationRole(this, "state_machine", { plan, region, topicArns });
    const stateMachine = new SfnStateMachine(this, "machine", {
      ...region.placement,
      name,
      // Standard: an execution may wait for a year, an express one for five minutes.
      type: "STANDARD",
      roleArn: role.arn,
      definition: JSON.stringify(escalationDefinition({ plan, region: region.region, steps })),
      loggingConfiguration: {
        level: "ALL",
        // Transitions tell what happened; names and reasons of alarms stand in the executions' history.
        includeExecutionData: false,
        logDestination: `${this.logGroup(props, name).arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      dependsOn: [role.ready],
    });
    provides(stateMachine, INCIDENT_SUBJECT, "incident-escalation");
    playsRole(stateMachine, INCIDENT_SUBJECT, "escalation-state-machine", { name });
    new AlarmTrigger(this, "start", { plan, region, stateMachineArn: stateMachine.arn });
  }

  private logGroup({ plan, region }: EscalationProps, name: string): CloudwatchLogGroup {
    const group = new CloudwatchLogGroup(this, "log_group", {
      ...region.placement,
      // Below this prefix one entry in the account's resource policy serves all groups (Step Functions guide, logging).
      name: `/aws/vendedlogs/states/${name}`,
      retentionInDays: plan.observability.logRetentionDays,
      ...(region.logsKeyArn === null ? {} : { kmsKeyId: region.logsKeyArn }),
    });
    provides(group, INCIDENT_SUBJECT, "log-retention");
    return group;
  }
}
