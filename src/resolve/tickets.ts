import { FURTHER_TICKETS, TICKET_TRIGGERS, type TicketTrigger } from "../model/catalogue/ticket-triggers";
import type { ResolvedFurtherTicket, ResolvedTicketTrigger, TicketProvider } from "../model/plan";
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

/** The provider with its settings; the checks have seen to it that it has them. */
export function resolveTicketProvider({ tickets }: PlanFile): TicketProvider {
  const { provider, github, jira, servicenow } = tickets;
  switch (provider) {
    case "opscenter":
      return { kind: provider };
    case "github":
      return { kind: provider, ...settled(github, provider) };
    case "jira":
      return { kind: provider, ...settled(jira, provider) };
    case "servicenow":
      return { kind: provider, ...settled(servicenow, provider) };
  }
}

function settled<T>(settings: T | undefined, provider: string): T {
  if (settings === undefined) throw new Error(`the ticket provider ${provider} has no settings`);
  return settings;
}
