import type { Capability } from "../../../model/capabilities";
import type { TicketName } from "../../../model/catalogue/ticket-triggers";
import type { Severity } from "../../../model/severities";
import type { EventText } from "./notification";

/** Events of an AWS service that are incidents, or may become one. */
export interface EventSource {
  /** Name of the rule after plan and environment. */
  readonly name: string;
  /** Of the rule, for people in the console. */
  readonly description: string;
  readonly severity: Severity;
  /** False where AWS says the same again and again: people then hear of it by its ticket alone, once. */
  readonly notifies?: false;
  /** EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly text: EventText;
  readonly capabilities: readonly Capability[];
  /** The ticket that such an event opens; null where it only informs. */
  readonly ticket: EventTicket | null;
}

export interface EventTicket {
  readonly name: TicketName;
  /** What the ticket is about: two events with one subject share a ticket. May hold `<name>` of a value of the text. */
  readonly subject: string;
}
