import type { Runbook } from "./runbooks";

/** Documents written for every plan and environment, below `docs/<plan>/<environment>/`. */
export const DOCUMENTS = [
  "OPERATIONAL_PLAN.md",
  "AGENT_MATRIX.md",
  "TICKET_REGISTRY.md",
  "tickets.json",
  "SLO.md",
  "TRACEABILITY.md",
  "CAPACITY.md",
  "RECOVERY.md",
  "COMPLIANCE.md",
  "DATA_GOVERNANCE.md",
] as const;

/** Documents of a plan that moves something here, beside the others. */
export const MIGRATION_DOCUMENTS = [
  "MIGRATION_STRATEGY.md",
  "INFRASTRUCTURE_DESIGN.md",
  "DATA_MIGRATION_PLAN.md",
] as const;

export type DocumentName = (typeof DOCUMENTS)[number] | (typeof MIGRATION_DOCUMENTS)[number] | `runbooks/${Runbook}.md`;
