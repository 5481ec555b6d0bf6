import { allSlos } from "../../planning/slo-budget";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, table } from "../markdown/blocks";
import { codeList, inlineCode } from "../markdown/inline";
import { mermaid, quotedLabel } from "../markdown/mermaid";
import { ownerOfRunbook } from "../owners";
import { writtenRunbook } from "../written-runbook";
import { measuresAny } from "./not-measured";

/** Shares of the budget, in percent, at which something changes. Judgement: half of it is a warning, a quarter is little. */
const WATCHED = 50;
const LITTLE = 25;

/** What a budget is for: it decides whether the next change is a feature or repair, before anyone argues. */
export function budgetPolicy(context: EmitContext): readonly Block[] {
  const { plan, evidence, index } = context;
  if (allSlos(plan).length === 0) {
    return [paragraph("No service has an objective, so there is no budget to decide by.")];
  }
  if (!measuresAny(context)) {
    return [paragraph("Nothing measures an objective here, so there is no budget to decide by.")];
  }
  const held = index.byRole("pipeline").length === 0 ? "No other change is applied," : "The pipelines are held,";
  const watcher = ownerOfRunbook(plan, "error-budget");
  const deployer = inlineCode(ownerOfRunbook(plan, "deploy"));
  const reviewer = ownerOfRunbook(plan, "post-incident-review");
  return [
    paragraph(
      "It holds for every objective here, each with its own budget, and for each service by the worst of its own.",
    ),
    table(
      ["Left", "What happens", "Who decides"],
      [
        [`above ${WATCHED} %`, "Features are shipped as planned.", [deployer, ", as for every deployment"]],
        [
          `${WATCHED} % or less`,
          "Whoever spent it is found this week: deployments, incidents, maintenance. One item of reliability work goes to the top of the list.",
          inlineCode(watcher),
        ],
        [
          `${LITTLE} % or less`,
          "Only small changes that can be rolled back at once, one at a time and in working hours. No maintenance that fails requests. Reliability work first.",
          [deployer, ", asked for each change"],
        ],
        [
          "0 % or less",
          `Freeze: only what makes the service more reliable, and security fixes, are deployed. ${held} and a review is written.`,
          [
            inlineCode(watcher),
            " freezes",
            ...(watcher === reviewer ? [" and"] : ["; ", inlineCode(reviewer)]),
            ` leads the review; ${plan.owner} alone grants exceptions, in writing`,
          ],
        ],
        [
          "above 0 % again",
          "The freeze ends once the actions of the review that it names are done too.",
          codeList([...new Set([watcher, reviewer])], "nobody"),
        ],
      ],
    ),
    mermaid([
      "flowchart LR",
      `  normal[${quotedLabel("features as planned")}]`,
      `  watched[${quotedLabel("find what spends it")}]`,
      `  little[${quotedLabel("small changes only")}]`,
      `  frozen[${quotedLabel("reliability work only")}]`,
      `  normal -- ${quotedLabel(`${WATCHED} % left`)} --> watched`,
      `  watched -- ${quotedLabel(`${LITTLE} % left`)} --> little`,
      `  little -- ${quotedLabel("0 % left")} --> frozen`,
      `  frozen -- ${quotedLabel("budget again, review done")} --> normal`,
    ]),
    paragraph(
      "How it is done, with the commands: ",
      writtenRunbook(evidence, "error-budget"),
      ". What is learnt: ",
      writtenRunbook(evidence, "post-incident-review"),
      ".",
    ),
  ];
}
