import type { Verification } from "../../model/catalogue/deliverables";
import { complianceSummary } from "../../planning/compliance/compliance-summary";
import type { ControlResult } from "../../planning/compliance/control-result";
import { evaluateControls } from "../../planning/compliance/evaluate-controls";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, numbered, paragraph } from "../markdown/blocks";
import { inlineCode, link } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { verificationSteps } from "../verification/verification-steps";
import { auditLogging } from "./audit-logging";
import { controlTables } from "./control-tables";
import { evidenceCollection } from "./evidence-collection";
import { openControls, peoplesPart } from "./open-controls";
import { residency } from "./residency";
import { summary } from "./summary";

/** Control by control what shows that the plan's standards are met, or who has to; where audit logs are, and for whom. */
export function emitCompliance(context: EmitContext): EmittedDocument {
  const { plan, evidence } = context;
  const title = heading(1, `Compliance: ${plan.title}, ${plan.environment.name}`);
  const results = evaluateControls(plan, evidence);
  const blocks = results.length === 0 ? [title, ...underNone(context)] : [title, ...underStandards(context, results)];
  return { path: "COMPLIANCE.md", text: renderMarkdown(blocks) };
}

function underNone(context: EmitContext): readonly Block[] {
  return [
    paragraph(
      "The plan is under no standard, so no control is mapped to anything. To be under one, name it in ",
      inlineCode("requirements.compliance"),
      ". What protects the account all the same stands in ",
      link("OPERATIONAL_PLAN.md", "OPERATIONAL_PLAN.md"),
      " and ",
      link("TRACEABILITY.md", "TRACEABILITY.md"),
      ".",
    ),
    heading(2, "Audit logging"),
    ...auditLogging(context),
  ];
}

function underStandards(context: EmitContext, results: readonly ControlResult[]): readonly Block[] {
  const standards = complianceSummary(context.plan, results);
  return [
    paragraph(
      "What shows that each control is met. Addresses are Terraform's; what each stack holds stands in ",
      link("TRACEABILITY.md", "TRACEABILITY.md"),
      ". Nothing here certifies anything: it is what assessors, auditors and authorities are given to judge. Titles are in our own words; the standards' own texts decide.",
    ),
    heading(2, "Summary"),
    ...summary(standards),
    heading(2, "Open"),
    ...openControls(results),
    ...standards.flatMap(controlTables),
    heading(2, "What people do and show"),
    ...peoplesPart(results),
    heading(2, "Residency"),
    ...residency(context),
    heading(2, "Audit logging"),
    ...auditLogging(context),
    heading(2, "Evidence collection"),
    ...evidenceCollection(context),
    heading(2, "How it is verified"),
    paragraph(
      "Commands are for bash with the AWS CLI version 2, signed in to account ",
      inlineCode(context.account),
      ". Each step says what must be seen.",
    ),
    ...kindsUsed(results).flatMap((kind) => [heading(3, kind), numbered(verificationSteps(kind, context))]),
  ];
}

/** In the order in which controls first ask for them. */
function kindsUsed(results: readonly ControlResult[]): readonly Verification[] {
  const shown = results.filter(({ status }) => status === "evidenced" || status === "partial");
  return [...new Set(shown.map(({ control }) => control.verification))];
}
