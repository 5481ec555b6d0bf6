import {
  followsAlarm,
  opsItemCategory,
  type TicketName,
  type TicketTheme,
  ticketRunbook,
  ticketTheme,
} from "../../../model/catalogue/ticket-triggers";
import type { Plan } from "../../../model/plan";
import type { Severity } from "../../../model/severities";
import { runbookLink } from "../../core/runbook-link";

/** What the state machine must know of a ticket to open it. */
export interface TicketRow {
  readonly severity: Severity;
  /** The alarm's severity counts where it is lower. */
  readonly followsAlarm: boolean;
  readonly category: string;
  readonly theme: TicketTheme;
  readonly runbook: string;
}

/** The tickets that a plan leaves on, by name. */
export function ticketTable(plan: Plan): Readonly<Partial<Record<TicketName, TicketRow>>> {
  return Object.fromEntries(
    [...plan.tickets, ...plan.furtherTickets]
      .filter(({ enabled }) => enabled)
      .map(({ name, priority }) => [
        name,
        {
          severity: priority,
          followsAlarm: followsAlarm(name),
          category: opsItemCategory(name),
          theme: ticketTheme(name),
          runbook: runbookLink(plan, ticketRunbook(name)),
        },
      ]),
  );
}

/** An alarm's own ticket has the alarm's severity and runbook. */
export const ALARM_TICKET = { category: "Availability", theme: "Reliability Concerns" } as const satisfies Omit<
  TicketRow,
  "severity" | "followsAlarm" | "runbook"
>;

/**
 * A severity in the words of ticket systems: OpsCenter's severity and priority (1 is the highest; the console offers 1
 * to 4 and 1 to 5), and ServiceNow's impact and urgency (1 high to 3 low; its default lookup makes 1 and 1 priority 1,
 * 2 and 1 priority 2, 2 and 2 priority 3, 2 and 3 priority 4).
 */
export const RANKS: Readonly<Record<Severity, { rank: number; impact: number; urgency: number }>> = {
  critical: { rank: 1, impact: 1, urgency: 1 },
  high: { rank: 2, impact: 2, urgency: 1 },
  medium: { rank: 3, impact: 2, urgency: 2 },
  low: { rank: 4, impact: 2, urgency: 3 },
};
