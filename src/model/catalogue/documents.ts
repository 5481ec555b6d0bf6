import type { Runbook } from "./runbooks";

/** Documents written for every plan and environment, below `docs/<plan>/<environment>/`. */
export const DOCUMENTS = [
  "OPERATIONAL_PLAN.md",
  "AGENT_MATRIX.md",
  "TICKET_REGISTRY.md",
  "tickets.json",
  "SLO.md",
  "TRACEABILITY.md",
] as const;

export type DocumentName = (typeof DOCUMENTS)[number] | `runbooks/${Runbook}.md`;
