import type { Plan } from "../../model/plan";
import { accountableFor } from "../../planning/agents";
import { type Block, paragraph, table } from "../markdown/blocks";
import { codeList, inlineCode } from "../markdown/inline";

/** What each phase hands over, to whom, and when it is accepted. The last one hands over to the owner. */
export function handOffs(plan: Plan): readonly Block[] {
  const { phases } = plan.initiative;
  return [
    paragraph("A phase ends when whoever takes over has seen every success criterion verified."),
    table(
      ["From", "To", "When", "Deliverables", "Accepted when"],
      phases.map((phase, position) => {
        const next = phases[position + 1];
        const giver = accountableFor(phase);
        const taker = next === undefined ? plan.owner : accountableFor(next);
        return [
          [...codeList(giver === undefined ? [] : [giver], "nobody"), ", ", inlineCode(phase.name)],
          [
            ...codeList(taker === undefined ? [] : [taker], "nobody"),
            ", ",
            next === undefined ? "operation" : inlineCode(next.name),
          ],
          ending(phase),
          codeList(
            phase.deliverables.map(({ name }) => name),
            "nothing",
          ),
          codeList(
            phase.successCriteria.map(({ name }) => name),
            "nothing is asked",
          ),
        ];
      }),
    ),
  ];
}

function ending(phase: Plan["initiative"]["phases"][number]): string {
  return phase.endDate === null ? `end of week ${phase.lastWeek}` : `${phase.endDate}, end of week ${phase.lastWeek}`;
}
