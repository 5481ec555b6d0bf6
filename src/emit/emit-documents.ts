import type { Evidence } from "../evidence/evidence";
import type { Plan } from "../model/plan";
import { emitAgentMatrix } from "./agent-matrix/emit-agent-matrix";
import { emitContext } from "./emit-context";
import type { EmittedDocument } from "./emitted-document";
import { emitOperationalPlan } from "./operational-plan/emit-operational-plan";
import { emitRunbooks } from "./runbooks/emit-runbook";
import { emitSlos } from "./slo/emit-slos";
import { emitTicketRegistry } from "./ticket-registry/emit-ticket-registry";
import { emitTickets } from "./ticket-registry/emit-tickets";
import { emitTraceability } from "./traceability/emit-traceability";

export type { EmittedDocument } from "./emitted-document";

/** Every document of one plan and environment, from what it asks and from what was really generated. */
export function emitDocuments(plan: Plan, evidence: Evidence): readonly EmittedDocument[] {
  const context = emitContext(plan, evidence);
  return [
    emitOperationalPlan(context),
    emitAgentMatrix(context),
    emitTicketRegistry(context),
    emitTickets(context),
    emitSlos(context),
    emitTraceability(context),
    ...emitRunbooks(context),
  ];
}
