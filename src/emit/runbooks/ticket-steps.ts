import {
  FURTHER_TICKETS,
  TICKET_TRIGGERS,
  type TicketName,
  ticketRunbook,
} from "../../model/catalogue/ticket-triggers";
import { dedupePrefix } from "../../model/dedupe-key";
import { enabledTicket } from "../../model/plan";
import { ask } from "../commands/shell";
import { openTickets, readTicket, setTicketStatus } from "../commands/ticket-commands";
import type { Item } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import type { RunbookContext, StepGroup } from "./runbook-content";
import { groupIfAny, step } from "./steps";

/** What the dedupe keys of the tickets that lead here name after plan and environment. */
export function ticketsHere({ alarms, evidence, plan, runbook }: RunbookContext): readonly (TicketName | "alarm")[] {
  const ofAlarms = alarms.flatMap(({ ticket }) => (ticket === null ? [] : [ticket]));
  const detected = new Set(evidence.resources.flatMap(({ detects }) => detects));
  const ofEvents = [...TICKET_TRIGGERS, ...FURTHER_TICKETS]
    .map(({ name }): TicketName => name)
    .filter((name) => detected.has(name) && ticketRunbook(name) === runbook && enabledTicket(plan, name));
  return [...new Set([...ofAlarms, ...ofEvents])].sort();
}

/** Those that its steps name. The review names all that are open itself. */
function workedOn(context: RunbookContext): readonly (TicketName | "alarm")[] {
  return opensTickets(context) && context.runbook !== "post-incident-review" ? ticketsHere(context) : [];
}

/** Where the ticket is, and that someone works on it. */
export function takeTicketSteps(context: RunbookContext): readonly Item[] {
  const { plan, region } = context;
  const tickets = workedOn(context);
  if (tickets.length === 0) return [];
  return [
    step(
      ["The ticket that was opened: its text names the alarm or the finding. Take it, so that others see it."],
      ...tickets.map((ticket) => openTickets(plan, ticket)),
      ask("TICKET", "Id of the ticket"),
      readTicket(region),
      setTicketStatus("InProgress", region),
    ),
  ];
}

/** Once it is over. The same trouble opens a new ticket only after the old one is resolved. */
export function resolveTicketGroup(context: RunbookContext): readonly StepGroup[] {
  const { plan, region } = context;
  const tickets = workedOn(context);
  if (tickets.length === 0) return [];
  return groupIfAny("Ticket", [
    step(
      [
        "Resolve it. Its dedupe key, ",
        inlineCode(dedupePrefix(plan)),
        " and then trigger and subject, is free again: until then the same trouble opens no second ticket.",
        ...(reviewsThemselves(context)
          ? [
              " A critical or high one that is resolved opens its review by itself: ",
              link("post-incident-review.md", "post-incident-review.md"),
              ".",
            ]
          : []),
      ],
      ...tickets.map((ticket) => openTickets(plan, ticket)),
      ask("TICKET", "Id of the ticket"),
      setTicketStatus("Resolved", region),
    ),
  ]);
}

export function opensTickets({ index }: Pick<RunbookContext, "index">): boolean {
  return index.byRole("ticket-state-machine").length > 0;
}

export function reviewsThemselves({ index }: Pick<RunbookContext, "index">): boolean {
  return index.providing("post-incident-review").length > 0;
}
