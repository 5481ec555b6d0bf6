import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { Construct } from "constructs";
import { provides } from "../../../evidence/declare";
import type { Plan } from "../../../model/plan";
import { resourceName } from "../../core/names";
import { TICKET_REQUEST_DETAIL_TYPE, TICKET_REQUEST_SOURCE } from "../../core/ticket-request";
import { alarmWentOff } from "../alarm-states/alarm-pattern";
import type { IncidentRegion } from "../incident-regions";
import { INCIDENT_SUBJECT } from "../incident-subject";
import type { TicketMachine } from "./ticket-machine";

/** EventBridge allows 64 characters (PutRule). */
const NAME_MAX_LENGTH = 64;

/** Event pattern: something in the account asks for a ticket of the plan. */
export function ticketWanted({ name, environment }: Plan) {
  return {
    source: [TICKET_REQUEST_SOURCE],
    "detail-type": [TICKET_REQUEST_DETAIL_TYPE],
    detail: { plan: [name], environment: [environment.name] },
  };
}

export interface TicketRulesProps {
  readonly plan: Plan;
  readonly machine: TicketMachine;
  /** Every region with alarms; others forward theirs to the plan's own. */
  readonly regions: readonly IncidentRegion[];
}

/** Alarms that go off and requests start the ticket machine, with the event as it is. */
export function ticketRules(scope: Construct, { plan, machine, regions }: TicketRulesProps): void {
  const rules = {
    alarm_tickets: {
      description: "An alarm of the plan went off: open its ticket",
      pattern: alarmWentOff(
        plan,
        regions.map(({ region }) => region),
      ),
    },
    wanted_tickets: { description: "Something asks for a ticket of the plan", pattern: ticketWanted(plan) },
  };
  for (const [id, { description, pattern }] of Object.entries(rules)) {
    const rule = new CloudwatchEventRule(scope, `${id}_rule`, {
      name: resourceName(plan, [id.replaceAll("_", "-")], NAME_MAX_LENGTH),
      description,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(scope, `${id}_target`, {
      rule: rule.name,
      targetId: "tickets",
      arn: machine.arn,
      roleArn: machine.startRoleArn,
    });
    provides(rule, INCIDENT_SUBJECT, "ticket");
  }
}
