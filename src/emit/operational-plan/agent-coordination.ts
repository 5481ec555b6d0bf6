import { domainCoverage } from "../../planning/agent-domains";
import { accountableFor } from "../../planning/agents";
import { coordinationTable } from "../agent-matrix/coordination-protocol";
import type { EmitContext } from "../emit-context";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { codeList, inlineCode, link } from "../markdown/inline";

/** Who does what, in short; the whole matrix is a document of its own. */
export function agentCoordination({ plan }: EmitContext): readonly Block[] {
  return [
    paragraph(
      "Per phase, here; per deliverable, with hand-offs and coverage, in ",
      link("AGENT_MATRIX.md", "AGENT_MATRIX.md"),
      ".",
    ),
    table(
      ["Phase", "Accountable", "Responsible", "Consulted"],
      plan.initiative.phases.map((phase) => {
        const accountable = accountableFor(phase);
        return [
          inlineCode(phase.name),
          codeList(accountable === undefined ? [] : [accountable], "nobody"),
          codeList(
            phase.primaryAgents.filter((agent) => agent !== accountable),
            "nobody else",
          ),
          codeList(phase.supportingAgents, "nobody"),
        ];
      }),
    ),
    heading(3, "Coordination patterns"),
    coordinationTable(plan),
    heading(3, "Coverage of the domains"),
    table(
      ["Domain", "Selected", "Not selected"],
      domainCoverage(plan).map(({ name, selected, absent }) => [
        name,
        codeList(selected, "nobody"),
        codeList(absent, "nobody"),
      ]),
    ),
  ];
}
