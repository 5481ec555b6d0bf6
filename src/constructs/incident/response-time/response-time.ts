import { Construct } from "constructs";
import { detects, playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import { loggedMachine, machineName } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { TICKET_REQUEST_SOURCE } from "../../core/ticket-request";
import { alarmStatements } from "../alarm-states/alarm-statements";
import { AlarmTrigger } from "../alarm-states/alarm-trigger";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import { responseTimeDefinition } from "./response-time-definition";

/** Word after plan and environment in its name. */
const NAME = "response-time";

/** Opens a ticket when nobody answers an alarm in time; one state machine per region with alarms. */
export class ResponseTime extends Construct {
  constructor(scope: Construct, id: string, plan: Plan, region: IncidentRegion) {
    super(scope, id);
    const role = new MachineRole(this, "state_machine", {
      plan,
      nameParts: [NAME, ...region.nameParts],
      policyName: "time-answers",
      statements: [
        ...alarmStatements(plan, region.region),
        {
          Sid: "AskForTickets",
          Action: "events:PutEvents",
          Resource: planArn(plan, "events", "event-bus/default", region.region),
          Condition: { StringEquals: { "events:source": TICKET_REQUEST_SOURCE } },
        },
      ],
    });
    const machine = loggedMachine(this, {
      plan,
      subject: INCIDENT_SUBJECT,
      type: "STANDARD",
      nameParts: [NAME],
      definition: responseTimeDefinition(plan),
      role,
      placement: region.placement,
      logsKeyArn: region.logsKeyArn,
    });
    provides(machine, INCIDENT_SUBJECT, "response-time");
    detects(machine, INCIDENT_SUBJECT, "incident_response_time_exceeded");
    const handles = { name: machineName(plan, [NAME]), region: region.region };
    playsRole(machine, INCIDENT_SUBJECT, "response-time-state-machine", handles);
    const { rule } = new AlarmTrigger(this, "start", {
      plan,
      region,
      name: NAME,
      description: "An alarm of the plan went off: time its answer",
      stateMachineArn: machine.arn,
    });
    provides(rule, INCIDENT_SUBJECT, "response-time");
  }
}
