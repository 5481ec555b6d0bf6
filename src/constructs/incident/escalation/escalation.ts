import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { loggedMachine, machineName } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { AlarmTrigger } from "../alarm-states/alarm-trigger";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import { escalationDefinition } from "./definition";
import { escalationStatements } from "./escalation-statements";
import type { EscalationStep } from "./targets";

export interface EscalationProps {
  readonly plan: Plan;
  readonly region: IncidentRegion;
  readonly steps: readonly EscalationStep[];
}

/** Tells the next people when nobody has answered an alarm in time; one state machine per region with alarms. */
export class Escalation extends Construct {
  constructor(scope: Construct, id: string, { plan, region, steps }: EscalationProps) {
    super(scope, id);
    const topicArns = [...new Set(steps.flatMap(({ targets }) => targets.map(({ topicArn }) => topicArn)))];
    const role = new MachineRole(this, "state_machine", {
      plan,
      nameParts: ["escalation", ...region.nameParts],
      policyName: "escalate",
      statements: escalationStatements(plan, region, topicArns),
    });
    const machine = loggedMachine(this, {
      plan,
      subject: INCIDENT_SUBJECT,
      type: "STANDARD",
      nameParts: ["escalation"],
      definition: escalationDefinition({ plan, region: region.region, steps }),
      role,
      placement: region.placement,
      logsKeyArn: region.logsKeyArn,
    });
    provides(machine, INCIDENT_SUBJECT, "incident-escalation");
    playsRole(machine, INCIDENT_SUBJECT, "escalation-state-machine", { name: machineName(plan, ["escalation"]) });
    const { rule } = new AlarmTrigger(this, "start", {
      plan,
      region,
      name: "escalation",
      description: "An alarm of the plan went off: start its escalation",
      stateMachineArn: machine.arn,
    });
    provides(rule, INCIDENT_SUBJECT, "incident-escalation");
  }
}
