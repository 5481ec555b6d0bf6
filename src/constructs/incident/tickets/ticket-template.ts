import type { Plan } from "../../../model/plan";
import { runbookLink } from "../../core/runbook-link";
import type { EventTicket } from "../events/event-source";
import type { EventText } from "../events/notification";

/** A value of the event in a text: `<name>`. */
const VALUE = /<(\w+)>/;

/** What a rule takes from an event for the ticket machine. */
export interface TicketInput {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/**
 * Input of the ticket machine, in EventBridge's template language. EventBridge does not escape what it puts between
 * quotes (user guide, common issues with transforming input), but a value that stands alone becomes JSON of its own. So
 * each text is a list of pieces, which the machine joins.
 */
export function ticketInput(
  plan: Plan,
  ticket: EventTicket,
  { title, details, runbook, values }: EventText,
): TicketInput {
  const text = details.join("\n");
  const members = [
    `"ticket":${JSON.stringify(ticket.name)}`,
    `"subject":${pieces(ticket.subject)}`,
    `"title":${pieces(title)}`,
    `"text":${pieces(text)}`,
    `"runbook":${JSON.stringify(runbookLink(plan, runbook))}`,
  ];
  const used = [ticket.subject, title, text].flatMap((template) =>
    [...template.matchAll(new RegExp(VALUE, "g"))].map(([, name]) => name),
  );
  const paths = Object.entries(values).filter(([name]) => used.includes(name));
  return { inputPaths: Object.fromEntries(paths), inputTemplate: `{${members.join(",")}}` };
}

/** `["GuardDuty found ",<title>]` */
function pieces(template: string): string {
  // Splitting by a pattern with a group keeps what the group holds: texts and names take turns.
  const parts = template.split(VALUE).map((part, index) => (index % 2 === 0 ? JSON.stringify(part) : `<${part}>`));
  return `[${parts.filter((part) => part !== '""').join(",")}]`;
}
