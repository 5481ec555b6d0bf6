import { type Runbook, runbookPath } from "../../model/catalogue/runbooks";
import type { Plan } from "../../model/plan";

/** Where a message points to: the runbook's URL where the plan says the documents are published, else its path. */
export function runbookLink(plan: Plan, runbook: Runbook): string {
  const base = plan.incidents.runbookUrl;
  return base === undefined ? runbookPath(runbook) : `${base.replace(/\/+$/, "")}/${runbookPath(runbook)}`;
}
