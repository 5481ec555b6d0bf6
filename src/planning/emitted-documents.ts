import type { Evidence } from "../evidence/evidence";
import type { Capability } from "../model/capabilities";
import { DOCUMENTS, type DocumentName } from "../model/catalogue/documents";
import {
  ALARM_RUNBOOKS,
  type AlarmRunbook,
  OPERATION_RUNBOOKS,
  type Runbook,
  runbookPath,
} from "../model/catalogue/runbooks";
import { ticketRunbook } from "../model/catalogue/ticket-triggers";

/** Families that an event of AWS leads to as well, and what generates such events. */
const EVENT_FAMILIES: readonly (readonly [AlarmRunbook, readonly Capability[]])[] = [
  ["security-finding", ["threat-detection", "access-analysis", "security-event"]],
  ["deployment-failure", ["deployment-event"]],
];

/**
 * Runbooks written for a plan: every operation, since there is always something to deploy, restore or rotate, and
 * the families that an alarm or an event leads to. Operations first, each group in the catalogue's order.
 */
export function emittedRunbooks(evidence: Evidence): readonly Runbook[] {
  const families = new Set<Runbook>([...evidence.alarms.map(({ runbook }) => runbook), ...eventFamilies(evidence)]);
  return [...OPERATION_RUNBOOKS, ...ALARM_RUNBOOKS.filter((runbook) => families.has(runbook))];
}

/** Runbooks that an event or a ticket without an alarm leads to. */
function eventFamilies({ resources }: Evidence): readonly Runbook[] {
  const provided = new Set(resources.flatMap(({ capabilities }) => capabilities));
  const byEvent = EVENT_FAMILIES.filter(([, capabilities]) => capabilities.some((one) => provided.has(one)));
  return [...byEvent.map(([runbook]) => runbook), ...resources.flatMap(({ detects }) => detects).map(ticketRunbook)];
}

/** Paths of all documents, below `docs/<plan>/<environment>/`. */
export function emittedDocuments(evidence: Evidence): readonly DocumentName[] {
  return [...DOCUMENTS, ...emittedRunbooks(evidence).map((runbook) => runbookPath(runbook) as DocumentName)];
}
