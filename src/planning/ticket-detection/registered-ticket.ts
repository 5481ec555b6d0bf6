import type { Runbook } from "../../model/catalogue/runbooks";
import {
  type TicketCategory,
  type TicketName,
  type TicketTheme,
  ticketRunbook,
  ticketTheme,
} from "../../model/catalogue/ticket-triggers";
import { dedupeKey } from "../../model/dedupe-key";
import type { Plan } from "../../model/plan";
import type { Severity } from "../../model/severities";
import type { Duration } from "../../model/units/duration";
import { chooseAgent } from "../agents";
import { runbookInPlace } from "../emitted-documents";
import type { EvidenceIndex } from "../evidence-index";
import { type Detection, detectionOf } from "./detection";
import { triggerRule } from "./trigger-rules";

/** Everything that is known of one kind of ticket before any is opened. */
export interface RegisteredTicket extends Detection {
  readonly name: TicketName;
  readonly enabled: boolean;
  /** The ticket that the specification names; null for the further sources. */
  readonly ticket: string | null;
  /** The specification's group of violations; null for the further sources. */
  readonly category: TicketCategory | null;
  readonly theme: TicketTheme;
  readonly priority: Severity;
  /** In percent; null for tickets without. */
  readonly threshold: number | null;
  /** What is compared, or what is found, with the percentage. */
  readonly condition: string;
  readonly owner: string;
  /** What a plan must have, so that something generated notices it; null where every plan has it. */
  readonly needs: string | null;
  readonly review: string;
  readonly answerWithin: Duration;
  /** Where it says what to do; one that is written for this plan. */
  readonly runbook: Runbook;
  /** `<plan>/<environment>/<name>/<subject>`, the last as it stands here: one open ticket per key. */
  readonly dedupeKey: string;
}

/** The twelve triggers in the specification's order, then the further sources. */
export function registeredTickets(plan: Plan, index: EvidenceIndex): readonly RegisteredTicket[] {
  const triggers = plan.tickets.map((trigger) => registered(plan, index, trigger));
  const further = plan.furtherTickets.map((ticket) =>
    registered(plan, index, { ...ticket, ticket: null, category: null, threshold: null }),
  );
  return [...triggers, ...further];
}

type Entry = Pick<RegisteredTicket, "name" | "enabled" | "ticket" | "category" | "priority" | "threshold">;

function registered(plan: Plan, index: EvidenceIndex, entry: Entry): RegisteredTicket {
  const { name, enabled, ticket, category, priority, threshold } = entry;
  const rule = triggerRule(name);
  const words = rule.threshold(plan);
  return {
    ...detectionOf(index, name),
    name,
    enabled,
    ticket,
    category,
    theme: ticketTheme(name),
    priority,
    threshold,
    condition: threshold === null ? words : `over ${threshold} %: ${words}`,
    owner: chooseAgent(plan, rule.owners) ?? plan.owner,
    needs: rule.needs,
    review: rule.review,
    answerWithin: plan.incidents.responseTime[priority],
    runbook: runbookInPlace(index.evidence, ticketRunbook(name)),
    dedupeKey: dedupeKey(plan, name, "<subject>"),
  };
}
