import { Construct } from "constructs";
import { playsRole, provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { planArn } from "../../core/names";
import type { Statement } from "../../core/policy";
import { loggedMachine, machineName } from "../../core/state-machine/logged-machine";
import { MachineRole } from "../../core/state-machine/machine-role";
import { StartRole } from "../../core/state-machine/start-role";
import { READ_ALARMS } from "../alarm-states/alarm-statements";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import { ticketDefinition } from "./ticket-definition";
import { TICKET_OPENED_SOURCE } from "./ticket-events";

/** Word after plan and environment in its name. */
const NAME = "tickets";

export interface TicketMachineProps {
  readonly plan: Plan;
  /** The plan's own region: all tickets of a plan are opened there. */
  readonly region: IncidentRegion;
}

/** The one state machine that opens tickets, and the role by which rules start it. */
export class TicketMachine extends Construct {
  readonly arn: string;
  /** A literal. */
  readonly name: string;
  readonly startRoleArn: string;

  constructor(scope: Construct, id: string, { plan, region }: TicketMachineProps) {
    super(scope, id);
    this.name = machineName(plan, [NAME]);
    const role = new MachineRole(this, "state_machine", {
      plan,
      nameParts: [NAME],
      policyName: "open-tickets",
      statements: statements(plan),
    });
    const machine = loggedMachine(this, {
      plan,
      subject: INCIDENT_SUBJECT,
      type: "STANDARD",
      nameParts: [NAME],
      definition: ticketDefinition(plan),
      role,
      placement: region.placement,
      logsKeyArn: region.logsKeyArn,
    });
    provides(machine, INCIDENT_SUBJECT, "ticket");
    playsRole(machine, INCIDENT_SUBJECT, "ticket-state-machine", { name: this.name });
    this.arn = machine.arn;
    const start = new Construct(this, "start");
    this.startRoleArn = new StartRole(start, { plan, nameParts: ["tickets-start"], stateMachineArn: machine.arn }).arn;
  }
}

function statements(plan: Plan): readonly Statement[] {
  return [
    READ_ALARMS,
    // Creating an OpsItem knows no single resources (service authorization reference, Systems Manager).
    { Sid: "OpenTickets", Action: "ssm:CreateOpsItem", Resource: "*" },
    { Sid: "TagTickets", Action: "ssm:AddTagsToResource", Resource: planArn(plan, "ssm", "opsitem/*") },
    {
      Sid: "TellOfTickets",
      Action: "events:PutEvents",
      Resource: planArn(plan, "events", "event-bus/default"),
      Condition: { StringEquals: { "events:source": TICKET_OPENED_SOURCE } },
    },
  ];
}
