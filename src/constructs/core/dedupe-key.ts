import type { TicketName } from "../../model/catalogue/ticket-triggers";
import type { Plan } from "../../model/plan";

/** One open ticket per key: `<plan>/<environment>/<trigger>/<subject>`. Names of the first three hold no slash. */
export function dedupeKey({ name, environment }: Plan, ticket: TicketName | "alarm", subject: string): string {
  return `${name}/${environment.name}/${ticket}/${subject}`;
}
