import type { DeliverableEntry } from "../model/catalogue/deliverables";
import type { Phase, Plan } from "../model/plan";
import { accountableFor, agentsOf, selectedAgents } from "./agents";

/** Who does what for one deliverable of one phase. */
export interface Assignment {
  readonly phase: Phase;
  readonly deliverable: DeliverableEntry;
  /** Exactly one: the phase's first primary agent. undefined only where the phase names none. */
  readonly accountable: string | undefined;
  /** The phase's other primary agents. */
  readonly responsible: readonly string[];
  /** The phase's supporting agents. */
  readonly consulted: readonly string[];
  /** Whoever takes over in the next phase, and the plan's owner; nobody who has another part already. */
  readonly informed: readonly string[];
}

/** Every deliverable of every phase, in the plan's order. */
export function assignments(plan: Plan): readonly Assignment[] {
  const { phases } = plan.initiative;
  return phases.flatMap((phase, index) =>
    phase.deliverables.map((deliverable) => assign(plan, phase, phases[index + 1], deliverable)),
  );
}

function assign(plan: Plan, phase: Phase, next: Phase | undefined, deliverable: DeliverableEntry): Assignment {
  const accountable = accountableFor(phase);
  const taken = agentsOf(phase);
  const successor = next && accountableFor(next);
  const informed = successor === undefined || taken.includes(successor) ? [plan.owner] : [successor, plan.owner];
  return {
    phase,
    deliverable,
    accountable,
    responsible: phase.primaryAgents.filter((agent) => agent !== accountable),
    consulted: phase.supportingAgents.filter((agent) => !phase.primaryAgents.includes(agent)),
    informed,
  };
}

/** How much of the initiative one agent carries: names of phases by part. */
export interface AgentLoad {
  readonly agent: string;
  readonly accountable: readonly string[];
  readonly responsible: readonly string[];
  readonly consulted: readonly string[];
}

export function agentLoads(plan: Plan): readonly AgentLoad[] {
  const { phases } = plan.initiative;
  const names = (matches: (phase: Phase) => boolean) => phases.filter(matches).map(({ name }) => name);
  return selectedAgents(plan).map((agent) => ({
    agent,
    accountable: names((phase) => accountableFor(phase) === agent),
    responsible: names((phase) => accountableFor(phase) !== agent && phase.primaryAgents.includes(agent)),
    consulted: names((phase) => !phase.primaryAgents.includes(agent) && phase.supportingAgents.includes(agent)),
  }));
}

/** Something assigned twice: an agent in two parts of one phase, or a deliverable in two phases. */
export interface Overlap {
  readonly name: string;
  readonly words: string;
}

export function overlaps(plan: Plan): readonly Overlap[] {
  const { phases } = plan.initiative;
  const twice = phases.flatMap((phase) =>
    phase.supportingAgents
      .filter((agent) => phase.primaryAgents.includes(agent))
      .map((name) => ({ name, words: `is primary and supporting in ${phase.name}` })),
  );
  const delivering = new Map<string, string[]>();
  for (const phase of phases) {
    for (const { name } of phase.deliverables) delivering.set(name, [...(delivering.get(name) ?? []), phase.name]);
  }
  const repeated = [...delivering]
    .filter(([, names]) => names.length > 1)
    .map(([name, names]) => ({ name, words: `is delivered ${names.length} times: ${names.join(", ")}` }));
  return [...twice, ...repeated];
}
