import { FURTHER_TICKETS, TICKET_TRIGGERS, type TicketTrigger } from "../model/catalogue/ticket-triggers";
import type { ResolvedFurtherTicket, ResolvedTicketTrigger } from "../model/plan";
import type { PlanFile } from "../model/schema/plan-file";

export function resolveTickets(file: PlanFile): readonly ResolvedTicketTrigger[] {
  return TICKET_TRIGGERS.map((trigger) => {
    const { threshold }: TicketTrigger = trigger;
    const adjusted = file.tickets.triggers[trigger.name];
    return {
      ...trigger,
      enabled: adjusted?.enabled ?? true,
      priority: adjusted?.priority ?? trigger.priority,
      threshold: adjusted?.threshold?.percent ?? threshold ?? null,
    };
  });
}

export function resolveFurtherTickets(file: PlanFile): readonly ResolvedFurtherTicket[] {
  return FURTHER_TICKETS.map((ticket) => {
    const adjusted = file.tickets.triggers[ticket.name];
    return { ...ticket, enabled: adjusted?.enabled ?? true, priority: adjusted?.priority ?? ticket.priority };
  });
}
