import { compareText } from "../model/compare-text";
import type { Phase, Plan } from "../model/plan";

/** Every agent that a phase names, sorted. */
export function selectedAgents(plan: Plan): readonly string[] {
  return [...new Set(plan.initiative.phases.flatMap(agentsOf))].sort(compareText);
}

export function agentsOf({ primaryAgents, supportingAgents }: Phase): readonly string[] {
  return [...primaryAgents, ...supportingAgents];
}

/** The one agent that answers for a phase's deliverables: its first primary agent, as the specification lists them. */
export function accountableFor(phase: Phase): string | undefined {
  return phase.primaryAgents[0];
}

/**
 * The first of the preferred agents that the plan selects. Where it selects none of them, the agent accountable for
 * the last phase answers: it is the one that hands the system over to operation.
 */
export function chooseAgent(plan: Plan, preferred: readonly string[]): string | undefined {
  const selected = selectedAgents(plan);
  const chosen = preferred.find((agent) => selected.includes(agent));
  const lastPhase = plan.initiative.phases.at(-1);
  return chosen ?? (lastPhase && accountableFor(lastPhase));
}
