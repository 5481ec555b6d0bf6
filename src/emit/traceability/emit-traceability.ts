import type { SuccessCriterionEntry, Verification } from "../../model/catalogue/deliverables";
import { counted } from "../../model/counted";
import type { Phase } from "../../model/plan";
import { accountableFor } from "../../planning/agents";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, numbered, paragraph, table } from "../markdown/blocks";
import { type Content, codeList, inlineCode, link } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { verificationSteps } from "../verification/verification-steps";
import { entryBlocks, providers } from "./entry";
import { requirementTable } from "./requirements";

type Entry = SuccessCriterionEntry;

/** Requirement, deliverable and success criterion, each with what provides it and how it is verified. */
export function emitTraceability(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const { phases } = plan.initiative;
  const blocks = [
    heading(1, `Traceability: ${plan.title}, ${plan.environment.name}`),
    paragraph(
      "What the plan asks for, what was generated for it, and how that is shown to be true. Addresses are Terraform's, inside the stack named beside them.",
    ),
    heading(2, "Requirements"),
    requirementTable(context),
    heading(2, "Overview"),
    overview(context),
    heading(2, "Deliverables"),
    ...phases.flatMap((phase) => phase.deliverables.flatMap((entry) => entryBlocks(context, phase, entry))),
    heading(2, "Success criteria"),
    ...phases.flatMap((phase) => phase.successCriteria.flatMap((entry) => entryBlocks(context, phase, entry))),
    heading(2, "How it is verified"),
    paragraph(
      "Commands are for bash with the AWS CLI version 2, signed in to account ",
      inlineCode(plan.environment.account),
      ". Each step says what must be seen.",
    ),
    ...kindsUsed(phases).flatMap((kind) => [heading(3, kind), numbered(verificationSteps(kind, context))]),
  ];
  return { path: "TRACEABILITY.md", text: renderMarkdown(blocks) };
}

function overview(context: EmitContext): Block {
  const row = (kind: string, phase: Phase, entry: Entry): readonly Content[] => [
    inlineCode(entry.name),
    kind,
    inlineCode(phase.name),
    codeList(owner(phase), "nobody"),
    `${counted(providers(context, entry).length, "resource")}, ${counted(entry.documents.length, "document")}`,
    verificationLink(entry),
  ];
  return table(
    ["Name", "Kind", "Phase", "Accountable", "Provided by", "Verified by"],
    context.plan.initiative.phases.flatMap((phase) => [
      ...phase.deliverables.map((entry) => row("deliverable", phase, entry)),
      ...phase.successCriteria.map((entry) => row("success criterion", phase, entry)),
    ]),
  );
}

function owner(phase: Phase): readonly string[] {
  const accountable = accountableFor(phase);
  return accountable === undefined ? [] : [accountable];
}

function verificationLink({ verification }: Entry): Content {
  return typeof verification === "string" ? link(verification, `#${verification}`) : "a person";
}

/** In the order in which the plan first asks for them. */
function kindsUsed(phases: readonly Phase[]): readonly Verification[] {
  const all = phases.flatMap(({ deliverables, successCriteria }) => [...deliverables, ...successCriteria]);
  return [...new Set(all.flatMap(({ verification }) => (typeof verification === "string" ? [verification] : [])))];
}
