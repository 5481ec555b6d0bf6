import type { Construct } from "constructs";
import { enabledTicket, type Plan } from "../../../model/plan";
import type { IncidentRegion } from "../incident-regions";
import { ResponseTime } from "../response-time/response-time";
import type { SeverityTopics } from "../severity-topics";
import { EventForwarding } from "./event-forwarding";
import { PostIncidentReview } from "./post-incident-review/post-incident-review";
import { ticketProvider } from "./providers/ticket-provider";
import { ticketAlarms } from "./ticket-alarms";
import { TicketMachine } from "./ticket-machine";
import { ticketRules } from "./ticket-rules";

/** What opens tickets, tells ticket systems of them, and follows them up. */
export function openTickets(
  scope: Construct,
  plan: Plan,
  regions: readonly [IncidentRegion, ...IncidentRegion[]],
  topics: SeverityTopics,
): TicketMachine {
  const [home, ...others] = regions;
  const machine = new TicketMachine(scope, "tickets", { plan, region: home });
  ticketRules(scope, { plan, machine, regions });
  for (const region of others) new EventForwarding(scope, `${region.prefix}forwarding`, plan, region);
  if (enabledTicket(plan, "incident_response_time_exceeded") !== undefined) {
    for (const region of regions) new ResponseTime(scope, `${region.prefix}response_time`, plan, region);
  }
  const provider = ticketProvider(scope, plan, home);
  ticketAlarms(scope, {
    plan,
    machine,
    undeliveredQueue: provider === null ? null : provider.undeliveredQueue,
    topicArn: topics.medium.arn,
  });
  new PostIncidentReview(scope, "post_incident_review", plan);
  return machine;
}
