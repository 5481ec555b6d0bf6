import type { Evidence } from "../evidence/evidence";
import { DOCUMENTS, type DocumentName } from "../model/catalogue/documents";
import { ALARM_RUNBOOKS, OPERATION_RUNBOOKS, type Runbook, runbookPath } from "../model/catalogue/runbooks";

/**
 * Runbooks written for a plan: every operation, since there is always something to deploy, restore or rotate, and
 * the alarm families that have an alarm. Operations first, each group in the catalogue's order.
 */
export function emittedRunbooks(evidence: Evidence): readonly Runbook[] {
  const families = new Set(evidence.alarms.map(({ runbook }) => runbook));
  return [...OPERATION_RUNBOOKS, ...ALARM_RUNBOOKS.filter((runbook) => families.has(runbook))];
}

/** Paths of all documents, below `docs/<plan>/<environment>/`. */
export function emittedDocuments(evidence: Evidence): readonly DocumentName[] {
  return [...DOCUMENTS, ...emittedRunbooks(evidence).map((runbook) => runbookPath(runbook) as DocumentName)];
}
