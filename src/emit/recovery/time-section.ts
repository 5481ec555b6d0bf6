import { spelledDuration } from "../../model/units/duration";
import type { RecoveryBudget, TimeBudget } from "../../planning/recovery/recovery-budget";
import type { EmitContext } from "../emit-context";
import { type Block, heading, paragraph, table } from "../markdown/blocks";
import { type Content, inlineCode, strong } from "../markdown/inline";
import { STEP_WORDS } from "./step-words";

/** The recovery time objective against the steps, added up, for both scenarios. */
export function timeSection({ plan }: EmitContext, { recovery, region, store }: RecoveryBudget): readonly Block[] {
  return [
    heading(3, "The region is lost"),
    ...(region === null
      ? [paragraph("Nothing is prepared in another region: it takes as long as AWS takes.")]
      : stepTable(region, recovery.rto.seconds, "Both regions serve as they are: there is nothing to do.")),
    heading(3, "A store is lost, and the region stands"),
    ...stepTable(store, recovery.rto.seconds, "No store has to be restored."),
    ...(region !== null && store.marginSeconds < 0
      ? [
          paragraph(
            "That is longer than the objective: where the store itself is what failed, fail over instead. Going back in time, after damage, takes this long whatever the pattern.",
          ),
        ]
      : []),
    paragraph(
      "Estimates are of typical runs, and AWS promises no time for any of them. What an exercise has measured replaces them: ",
      inlineCode("recovery.measured"),
      ` in the plan of ${plan.name}, below.`,
    ),
  ];
}

function stepTable({ steps, seconds, marginSeconds }: TimeBudget, objective: number, none: string): readonly Block[] {
  if (steps.length === 0) return [paragraph(none)];
  const rows: readonly (readonly Content[])[] = [
    ...steps.map(({ step, seconds: length, source, measured }): readonly Content[] => [
      [inlineCode(step), `: ${STEP_WORDS[step]}`],
      spelledDuration(length),
      measured ? "measured" : "estimated",
      source,
    ]),
    [strong("Sum"), spelledDuration(seconds), "", ""],
    ["Objective", spelledDuration(objective), "", ""],
    [
      "Margin",
      marginSeconds < 0 ? `none: ${spelledDuration(-marginSeconds)} too long` : spelledDuration(marginSeconds),
      "",
      "",
    ],
  ];
  return [table(["Step", "Takes", "How it is known", "From"], rows)];
}
