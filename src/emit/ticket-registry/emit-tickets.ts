import { runbookPath } from "../../model/catalogue/runbooks";
import { dedupeKey } from "../../model/dedupe-key";
import { type Detector, detectorName } from "../../planning/ticket-detection/detection";
import { type RegisteredTicket, registeredTickets } from "../../planning/ticket-detection/registered-ticket";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";

/** The registry for machines; `alarms` are those that no trigger covers, each with a ticket of its own. `tickets` is empty: opsplan knows what opens a ticket, OpsCenter which ones are open. */
export function emitTickets({ plan, evidence, index }: EmitContext): EmittedDocument {
  const document = {
    plan: plan.name,
    version: plan.version,
    environment: plan.environment.name,
    provider: plan.ticketProvider.kind,
    triggers: registeredTickets(plan, index).map(described),
    alarms: evidence.alarms
      .filter(({ ticket }) => ticket === "alarm")
      .map(({ name, stack, address, severity, runbook }) => ({
        name,
        stack,
        address,
        priority: severity,
        answerWithinSeconds: plan.incidents.responseTime[severity].seconds,
        runbook: runbookPath(runbook),
        dedupeKey: dedupeKey(plan, "alarm", name),
      })),
    tickets: [],
  };
  return { path: "tickets.json", text: `${JSON.stringify(document, null, 2)}\n` };
}

function described(ticket: RegisteredTicket) {
  const { name, enabled, category, theme, priority, threshold, condition, owner, dedupeKey, subjects } = ticket;
  return {
    name,
    enabled,
    ticket: ticket.ticket,
    category,
    theme,
    priority,
    threshold,
    condition,
    owner,
    answerWithinSeconds: ticket.answerWithin.seconds,
    runbook: runbookPath(ticket.runbook),
    dedupeKey,
    subjects,
    detectedBy: ticket.detectors.map((detector) => ({ ...place(detector), name: detectorName(detector) })),
  };
}

function place(detector: Detector) {
  return detector.kind === "resource"
    ? { kind: detector.kind, stack: detector.stack, address: detector.address }
    : { kind: detector.kind, project: detector.project, check: detector.check };
}
