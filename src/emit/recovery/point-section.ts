import type { RecoveryPoint } from "../../model/recovery-point";
import { spelledDuration } from "../../model/units/duration";
import { honours, type RecoveryBudget } from "../../planning/recovery/recovery-budget";
import type { EmitContext } from "../emit-context";
import { type Block, paragraph, tableOr } from "../markdown/blocks";
import { type Content, inlineCode } from "../markdown/inline";

/** The recovery point objective against what each store gives, for both scenarios. */
export function pointSection({ plan }: EmitContext, { recovery, points }: RecoveryBudget): readonly Block[] {
  const objective = spelledDuration(recovery.rpo.seconds);
  const rows = points.map(({ store, region, within }): readonly Content[] => [
    inlineCode(store.name),
    inlineCode(store.engine),
    lossWords(region),
    verdict(region, recovery),
    lossWords(within),
    verdict(within, recovery),
  ]);
  return [
    paragraph(
      `The objective is ${objective}. Two things are told apart: the loss of all of `,
      inlineCode(plan.environment.region),
      ", and the loss of one store in a region that stands. Damage that somebody or something wrote goes to replicas as well: from it only going back in time helps.",
    ),
    tableOr(
      ["Store", "Engine", "Region lost: at most", "Kept", "Store lost: at most", "Kept"],
      rows,
      "The plan has no data stores: nothing can be lost.",
    ),
  ];
}

function lossWords(point: RecoveryPoint): string {
  if (point.kind === "bounded") {
    const copy = point.copySeconds === 0 ? "" : ` and up to ${spelledDuration(point.copySeconds)} until it is copied`;
    return `${spelledDuration(point.seconds)}${copy}: ${point.why}`;
  }
  return point.kind === "lost" ? `everything: ${point.why}` : `not held to it: ${point.why}`;
}

function verdict(point: RecoveryPoint, recovery: RecoveryBudget["recovery"]): string {
  const kept = honours(point, recovery);
  if (kept === null) return "does not apply";
  if (kept) return "yes";
  const butForTheCopy = point.kind === "bounded" && point.seconds <= recovery.rpo.seconds;
  return butForTheCopy ? "yes, but for a copy under way" : "no";
}
