import { isLive } from "../../model/recovery";
import { recoveryBudget } from "../../planning/recovery/recovery-budget";
import type { EmitContext } from "../emit-context";
import type { EmittedDocument } from "../emitted-document";
import { type Block, heading, paragraph } from "../markdown/blocks";
import { inlineCode } from "../markdown/inline";
import { renderMarkdown } from "../markdown/render";
import { writtenRunbook } from "../written-runbook";
import { backupSection } from "./backup-section";
import { exerciseSection } from "./exercise-section";
import { failoverSection } from "./failover-section";
import { generatedSection } from "./generated-section";
import { limitSection } from "./limit-section";
import { patternSection } from "./pattern-section";
import { pointSection } from "./point-section";
import { regionDiagram } from "./region-diagram";
import { timeSection } from "./time-section";

/** How the plan survives the loss of a store and of its region: what for, by what, in what time, and how that is shown. */
export function emitRecovery(context: EmitContext): EmittedDocument {
  const { plan } = context;
  const blocks = [
    heading(1, `Recovery: ${plan.title}, ${plan.environment.name}`),
    ...(plan.recovery === null ? withoutObjectives(context) : withObjectives(context)),
  ];
  return { path: "RECOVERY.md", text: renderMarkdown(blocks) };
}

/** A plan that asks for nothing gets what the engines keep by themselves. */
function withoutObjectives({ evidence }: EmitContext): readonly Block[] {
  return [
    paragraph(
      "The plan sets no recovery objectives, so no pattern is derived, nothing stands in a second region and AWS Backup is not used. What is lost with the region is lost.",
    ),
    paragraph(
      "Within the region each store keeps what its engine keeps by itself; how to go back to it stands in ",
      writtenRunbook(evidence, "restore"),
      ". For more, set ",
      inlineCode("requirements.recovery"),
      " with ",
      inlineCode("rpo"),
      " and ",
      inlineCode("rto"),
      ".",
    ),
  ];
}

function withObjectives(context: EmitContext): readonly Block[] {
  const budget = recoveryBudget(context.plan);
  if (budget === null) throw new Error("a plan with a recovery has a budget");
  const { recovery } = budget;
  return [
    heading(2, "Pattern"),
    ...patternSection(context, recovery),
    ...(recovery.region === null ? [] : [heading(2, "Regions"), regionDiagram(context, recovery, recovery.region)]),
    heading(2, "What is generated"),
    ...generatedSection(context),
    heading(2, "What may be lost"),
    ...pointSection(context, budget),
    heading(2, "How long it takes"),
    ...timeSection(context, budget),
    heading(2, isLive(recovery.pattern) ? "Failover" : "The way to the recovery region"),
    ...failoverSection(context, recovery),
    heading(2, "Backups"),
    ...backupSection(context, recovery),
    heading(2, "Tests and exercises"),
    ...exerciseSection(context, budget),
    heading(2, "Limits"),
    limitSection(context, recovery),
  ];
}
