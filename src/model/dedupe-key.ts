import type { TicketName } from "./catalogue/ticket-triggers";
import type { Plan } from "./plan";

/** One open ticket per key: `<plan>/<environment>/<trigger>/<subject>`. Names of the first three hold no slash. */
export function dedupeKey(plan: Plan, ticket: TicketName | "alarm", subject: string): string {
  return `${dedupePrefix(plan)}${ticket}/${subject}`;
}

/** What all keys of a plan and environment begin with, slash included. */
export function dedupePrefix({ name, environment }: Plan): string {
  return `${name}/${environment.name}/`;
}
