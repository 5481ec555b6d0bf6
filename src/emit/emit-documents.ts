import type { Evidence } from "../evidence/evidence";
import type { Plan } from "../model/plan";
import { emitAgentMatrix } from "./agent-matrix/emit-agent-matrix";
import { emitCapacity } from "./capacity/emit-capacity";
import { emitCompliance } from "./compliance/emit-compliance";
import { emitContext } from "./emit-context";
import type { EmittedDocument } from "./emitted-document";
import { emitDataGovernance } from "./governance/emit-data-governance";
import { emitLoadScript } from "./load-test/emit-load-script";
import { emitMigration } from "./migration/emit-migration";
import { emitOperationalPlan } from "./operational-plan/emit-operational-plan";
import { emitRecovery } from "./recovery/emit-recovery";
import { emitRunbooks } from "./runbooks/emit-runbook";
import { emitSlos } from "./slo/emit-slos";
import { emitTicketRegistry } from "./ticket-registry/emit-ticket-registry";
import { emitTickets } from "./ticket-registry/emit-tickets";
import { emitTraceability } from "./traceability/emit-traceability";
import { emitWorkflow } from "./workflow/emit-workflow";

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
    emitCapacity(context),
    emitRecovery(context),
    emitCompliance(context),
    emitDataGovernance(context),
    ...emitMigration(context),
    ...emitRunbooks(context),
    ...emitLoadScript(context),
    ...emitWorkflow(context),
  ];
}
