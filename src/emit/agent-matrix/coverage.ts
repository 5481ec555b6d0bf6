import { AGENTS } from "../../model/catalogue/agents";
import type { Plan } from "../../model/plan";
import { domainCoverage } from "../../planning/agent-domains";
import { selectedAgents } from "../../planning/agents";
import { agentLoads, assignments, overlaps } from "../../planning/phase-assignments";
import { type Block, bullets, heading, paragraph, table } from "../markdown/blocks";
import { codeList, inlineCode } from "../markdown/inline";

/** Whether everything has somebody and nobody has too much. */
export function coverage(plan: Plan): readonly Block[] {
  const all = assignments(plan);
  const covered = all.filter(({ accountable }) => accountable !== undefined).length;
  const selected = selectedAgents(plan);
  const twice = overlaps(plan);
  return [
    paragraph(
      `${covered} of ${all.length} deliverables have an accountable agent. ${selected.length} of the specification's ${AGENTS.length} agents take part.`,
    ),
    heading(3, "Load"),
    table(
      ["Agent", "Accountable in", "Responsible in", "Consulted in"],
      agentLoads(plan).map(({ agent, accountable, responsible, consulted }) => [
        inlineCode(agent),
        codeList(accountable, "no phase"),
        codeList(responsible, "no phase"),
        codeList(consulted, "no phase"),
      ]),
    ),
    heading(3, "Domains"),
    table(
      ["Domain", "Selected", "Not selected", "Gap"],
      domainCoverage(plan).map(({ name, selected: chosen, absent, always, leadSelected }) => [
        name,
        codeList(chosen, "nobody"),
        codeList(absent, "nobody"),
        gapWords(chosen.length, always, leadSelected),
      ]),
    ),
    heading(3, "Agents never used"),
    paragraph(
      ...codeList(
        AGENTS.filter((agent) => !selected.includes(agent)),
        "Every agent is used.",
      ),
    ),
    heading(3, "Overlaps"),
    twice.length === 0
      ? paragraph("No agent has two parts in a phase, and no deliverable is delivered twice.")
      : bullets(twice.map(({ name, words }) => [inlineCode(name), ` ${words}`])),
  ];
}

function gapWords(selected: number, always: boolean, leadSelected: boolean): string {
  if (!always) return "none: only initiatives that migrate need it";
  if (selected === 0) return "yes: nobody covers the domain";
  return leadSelected ? "none" : "its lead is missing";
}
