import { runbookPath } from "../../model/catalogue/runbooks";
import { followsAlarm, TICKET_THEMES, type TicketTheme } from "../../model/catalogue/ticket-triggers";
import { counted } from "../../model/counted";
import { dedupeKey } from "../../model/dedupe-key";
import type { TicketProvider } from "../../model/plan";
import { formatDuration } from "../../model/units/duration";
import { detectorName, NOT_DETECTED } from "../../planning/ticket-detection/detection";
import { type RegisteredTicket, registeredTickets } from "../../planning/ticket-detection/registered-ticket";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link, strong } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { detectorTable } from "./detector-table";

/** The twelve triggers with what detects each, the further sources, and the specification's themes. */
export function emitTicketRegistry(context: EmitContext): EmittedDocument {
  const { plan, index } = context;
  const tickets = registeredTickets(plan, index);
  const triggers = tickets.filter(({ category }) => category !== null);
  const further = tickets.filter(({ category }) => category === null);
  const categories = [...new Set(triggers.flatMap(({ category }) => (category === null ? [] : [category])))];
  const blocks = [
    heading(1, `Ticket registry: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      `The specification's ${triggers.length} triggers, on unless the plan switches one off. ${whereTickets(plan.ticketProvider)} A second event with the dedupe key of an open ticket belongs to that ticket.`,
    ),
    heading(2, "Triggers"),
    overview(triggers),
    heading(2, "Further sources"),
    paragraph("Tickets that the specification's themes name and none of its triggers opens."),
    overview(further),
    heading(2, "Alarms"),
    ...alarmTickets(context),
    heading(2, "Themes"),
    themes(tickets),
    ...categories.flatMap((category) => [
      heading(2, category),
      ...triggers.filter((trigger) => trigger.category === category).flatMap((trigger) => section(context, trigger)),
    ]),
    heading(2, "Sources in detail"),
    ...further.flatMap((ticket) => section(context, ticket)),
  ];
  return { path: "TICKET_REGISTRY.md", text: renderMarkdown(blocks) };
}

function whereTickets(provider: TicketProvider): string {
  const record = "Each that is on and detected opens an OpsItem in OpsCenter";
  switch (provider.kind) {
    case "opscenter":
      return `${record}.`;
    case "github":
      return `${record}, and an issue of ${provider.repository}.`;
    case "jira":
      return `${record}, and an issue of ${provider.project} at ${provider.site}.`;
    case "servicenow":
      return `${record}, and a record of ${provider.table} at ${provider.instance}.`;
  }
}

function overview(tickets: readonly RegisteredTicket[]): Block {
  return table(
    ["Trigger", "Priority", "Detected by", "Owner", "Answer within"],
    tickets.map((ticket) => [
      inlineCode(ticket.name),
      ticket.priority,
      detectedBy(ticket),
      inlineCode(ticket.owner),
      formatDuration(ticket.answerWithin),
    ]),
  );
}

/** The first detector by name, and how many there are beside it: the section below has them all. */
function detectedBy({ enabled, detectors }: RegisteredTicket): Content {
  if (!enabled) return "switched off by the plan";
  const [first, ...others] = detectors;
  if (first === undefined) return NOT_DETECTED;
  const named = inlineCode(first.kind === "resource" ? first.address : detectorName(first));
  return others.length === 0 ? named : [named, ` and ${others.length} more`];
}

function themes(tickets: readonly RegisteredTicket[]): Block {
  const names = Object.keys(TICKET_THEMES) as readonly TicketTheme[];
  return table(
    ["Theme", "Covers", "Tickets"],
    names.map((theme) => [
      theme,
      TICKET_THEMES[theme],
      codeList(
        tickets.filter((ticket) => ticket.theme === theme && ticket.enabled).map(({ name }) => name),
        "none",
      ),
    ]),
  );
}

function section(context: EmitContext, ticket: RegisteredTicket): readonly Block[] {
  const { category } = ticket;
  return [
    heading(3, inlineCode(ticket.name)),
    table(
      ["Field", "Value"],
      [
        ["State", state(ticket)],
        ...(ticket.ticket === null ? [] : [["Ticket", inlineCode(ticket.ticket)]]),
        ["Threshold", ticket.condition],
        [
          "Priority",
          followsAlarm(ticket.name) ? `${ticket.priority}, or the alarm's own where that is lower` : ticket.priority,
        ],
        ...(category === null ? [] : [["Category", inlineCode(category)]]),
        ["Theme", ticket.theme],
        ["Owner", inlineCode(ticket.owner)],
        ["Answer within", formatDuration(ticket.answerWithin)],
        ["Reviewed", ticket.review],
        ["Runbook", link(`${ticket.runbook}.md`, runbookPath(ticket.runbook))],
        ["Dedupe key", dedupeKeys(ticket)],
      ],
    ),
    ...detectorTable(context, ticket),
  ];
}

function state({ enabled, detectors, needs }: RegisteredTicket): Content {
  if (!enabled) return strong("off: switched off by the plan");
  if (detectors.length > 0) return "on";
  const reason = needs === null ? "nothing generated notices it" : `it needs ${needs}`;
  return [strong("on, but not detected here"), `: ${reason}. Only a person can open it.`];
}

/** Alarms that no trigger covers. Counted, not listed: OPERATIONAL_PLAN.md and tickets.json have them by name. */
function alarmTickets({ plan, evidence }: EmitContext): readonly Block[] {
  const own = evidence.alarms.filter(({ ticket }) => ticket === "alarm");
  if (own.length === 0) return [paragraph("Every alarm that tells people belongs to a trigger above.")];
  return [
    paragraph(
      `${counted(own.length, "alarm")} of no trigger: a ticket per alarm, with the alarm's severity and runbook, and the dedupe key `,
      inlineCode(dedupeKey(plan, "alarm", "<alarm name>")),
      ". Their names are in ",
      link("tickets.json", "tickets.json"),
      ".",
    ),
  ];
}

function dedupeKeys({ dedupeKey, subjects }: RegisteredTicket): Content {
  if (subjects.length === 0) return inlineCode(dedupeKey);
  return [inlineCode(dedupeKey), " with subject, of an alarm, one of ", ...codeList(subjects, "none")];
}
