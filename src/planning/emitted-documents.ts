import type { Evidence } from "../evidence/evidence";
import type { Capability } from "../model/capabilities";
import { DOCUMENTS, type DocumentName, MIGRATION_DOCUMENTS } from "../model/catalogue/documents";
import {
  ALARM_RUNBOOKS,
  type AlarmRunbook,
  OPERATION_RUNBOOKS,
  type ProcedureRunbook,
  type Runbook,
  runbookPath,
} from "../model/catalogue/runbooks";
import { FURTHER_TICKETS, TICKET_TRIGGERS, ticketRunbook } from "../model/catalogue/ticket-triggers";
import type { Plan } from "../model/plan";
import { EvidenceIndex } from "./evidence-index";
import { detectionOf } from "./ticket-detection/detection";

/** Families that an event of AWS leads to as well, and what generates such events. */
const EVENT_FAMILIES: readonly (readonly [AlarmRunbook, readonly Capability[]])[] = [
  ["security-finding", ["threat-detection", "access-analysis", "security-event"]],
  ["deployment-failure", ["deployment-event"]],
  ["monitoring-gap", ["operational-check", "configuration-rule"]],
  ["compliance-deviation", ["configuration-rule"]],
  ["infrastructure-drift", ["operational-check"]],
  ["region-failure", ["failover"]],
  ["cost-overrun", ["budget", "cost-anomaly"]],
];

/** Procedures, and what has to be there for somebody to need them. */
const PROCEDURES: readonly (readonly [ProcedureRunbook, readonly Capability[]])[] = [
  ["data-retention", ["database", "table", "object-storage"]],
  ["data-erasure", ["database", "table", "object-storage"]],
  ["breach-notification", ["conformance-pack"]],
  ["cut-over", ["migration-link", "data-replication", "file-transfer"]],
  ["migration-rollback", ["migration-link", "data-replication", "file-transfer"]],
  ["load-test", ["load-test"]],
];

/** Every link from one runbook to another asks what is written; evidence never changes. */
const written = new WeakMap<Evidence, readonly Runbook[]>();

/**
 * Runbooks written for a plan: every operation, since there is always something to deploy, restore or rotate; the
 * procedures for what is generated; and the families that an alarm, an event or the ticket of something generated leads
 * to. Operations first, each group in the catalogue's order.
 */
export function emittedRunbooks(evidence: Evidence): readonly Runbook[] {
  const known = written.get(evidence) ?? runbooksOf(evidence);
  written.set(evidence, known);
  return known;
}

function runbooksOf(evidence: Evidence): readonly Runbook[] {
  const families = new Set<Runbook>([...evidence.alarms.map(({ runbook }) => runbook), ...eventFamilies(evidence)]);
  return [
    ...OPERATION_RUNBOOKS,
    ...generatedFor(PROCEDURES, evidence),
    ...ALARM_RUNBOOKS.filter((runbook) => families.has(runbook)),
  ];
}

function generatedFor<R extends Runbook>(
  table: readonly (readonly [R, readonly Capability[]])[],
  { resources }: Evidence,
): readonly R[] {
  const provided = new Set(resources.flatMap(({ capabilities }) => capabilities));
  return table.filter(([, capabilities]) => capabilities.some((one) => provided.has(one))).map(([runbook]) => runbook);
}

/** A runbook where it is written for the plan; the incident runbook, which always is, elsewhere. */
export function runbookInPlace(evidence: Evidence, wanted: Runbook): Runbook {
  return emittedRunbooks(evidence).includes(wanted) ? wanted : "incident";
}

/** Runbooks that an event leads to, and those of tickets that something generated detects. */
function eventFamilies(evidence: Evidence): readonly Runbook[] {
  const index = new EvidenceIndex(evidence);
  const byTicket = [...TICKET_TRIGGERS, ...FURTHER_TICKETS].filter(
    ({ name }) => detectionOf(index, name).detectors.length > 0,
  );
  return [...generatedFor(EVENT_FAMILIES, evidence), ...byTicket.map(({ name }) => ticketRunbook(name))];
}

/** Paths of all documents, below `docs/<plan>/<environment>/`. */
export function emittedDocuments(plan: Pick<Plan, "migration">, evidence: Evidence): readonly DocumentName[] {
  return [
    ...DOCUMENTS,
    ...(plan.migration === null ? [] : MIGRATION_DOCUMENTS),
    ...emittedRunbooks(evidence).map((runbook) => runbookPath(runbook) as DocumentName),
  ];
}
