import type { Runbook } from "../model/catalogue/runbooks";
import type { Plan } from "../model/plan";
import { chooseAgent } from "../planning/agents";
import { runbookOwner } from "../planning/runbook-owners";

/** Who answers for a runbook. A plan without agents is refused before documents are read: then its owner stands. */
export function ownerOfRunbook(plan: Plan, runbook: Runbook): string {
  return runbookOwner(plan, runbook) ?? plan.owner;
}

/** The first of the preferred agents that the plan selects, as {@link chooseAgent} says. */
export function ownerAmong(plan: Plan, preferred: readonly string[]): string {
  return chooseAgent(plan, preferred) ?? plan.owner;
}
