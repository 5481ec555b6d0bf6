import { formatDuration } from "../../model/units/duration";
import { assignments } from "../../planning/phase-assignments";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, bullets, heading, paragraph, table, tableOr } from "../markdown/blocks";
import { codeList, inlineCode, link } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { coordinationTable } from "./coordination-protocol";
import { coverage } from "./coverage";
import { handOffs } from "./hand-offs";
import { maintenance } from "./maintenance";

export function emitAgentMatrix(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const blocks = [
    heading(1, `Agent coordination matrix: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      "Each deliverable has exactly one accountable agent: the first primary agent of its phase. The other primary agents are responsible, the supporting ones consulted. Informed are whoever takes over in the next phase, and the owner, ",
      inlineCode(plan.owner),
      ".",
    ),
    heading(2, "Deliverables"),
    deliverables(context),
    heading(2, "Coordination protocol"),
    coordinationTable(plan),
    protocol(),
    heading(2, "Hand-offs"),
    ...handOffs(plan),
    heading(2, "Escalation"),
    ...escalation(context),
    heading(2, "Maintenance schedule"),
    ...maintenance(context),
    heading(2, "Coverage"),
    ...coverage(plan),
  ];
  return { path: "AGENT_MATRIX.md", text: renderMarkdown(blocks) };
}

function deliverables({ plan }: EmitContext): Block {
  return table(
    ["Phase", "Deliverable", "Accountable", "Responsible", "Consulted", "Informed"],
    assignments(plan).map(({ phase, deliverable, accountable, responsible, consulted, informed }) => [
      inlineCode(phase.name),
      inlineCode(deliverable.name),
      codeList(accountable === undefined ? [] : [accountable], "nobody"),
      codeList(responsible, "nobody else"),
      codeList(consulted, "nobody"),
      codeList(informed, "nobody"),
    ]),
  );
}

function protocol(): Block {
  return bullets([
    "The accountable agent decides when opinions differ, and signs the deliverable off.",
    "Responsible agents do the work, and say at once when a deliverable is late or in doubt.",
    "Consulted agents are asked before a decision, and answer within two working days.",
    [
      "What is done is shown by resources or documents, as ",
      link("TRACEABILITY.md", "TRACEABILITY.md"),
      " lists them, not by a report.",
    ],
  ]);
}

function escalation({ plan }: EmitContext): readonly Block[] {
  return [
    paragraph(
      "Within the initiative: responsible agent, then accountable agent, then ",
      inlineCode(plan.owner),
      ". In an incident:",
    ),
    tableOr(
      ["After", "Channels", "For severities"],
      plan.incidents.escalation.map(({ after, to, severities }) => [
        after.seconds === 0 ? "at once" : formatDuration(after),
        codeList(to, "nobody"),
        severities.join(", "),
      ]),
      "The plan names no escalation.",
    ),
  ];
}
