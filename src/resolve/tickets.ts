import { TICKET_TRIGGERS, type TicketTrigger } from "../model/catalogue/ticket-triggers";
import type { ResolvedTicketTrigger } from "../model/plan";
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
