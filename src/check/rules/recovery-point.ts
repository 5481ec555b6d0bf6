import { recoveryPointMissed } from "../../diagnostics/catalogue/recovery";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { type RecoveryPoint, recoveryPoints, type StorePoints } from "../../model/recovery-point";
import type { DataStoreFile } from "../../model/schema/plan-file";
import { spelledDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import { type FiledRecovery, recoveryOf } from "../recovery-of";
import type { Rule, RuleContext } from "../rule";
import { isTooWeak } from "./recovery-pattern";

/** A recovery point objective below what a store can give, whichever of the region and the store is lost. */
export const recoveryPointRule: Rule = {
  code: "recovery-point",
  check(context) {
    const recovery = recoveryOf(context.file);
    if (recovery === null || isTooWeak(recovery)) return [];
    return recoveryPoints(recovery.caseOf()).flatMap((points, index) => judge(context, recovery, points, index));
  },
};

function judge(
  { tree }: RuleContext,
  { objectives, pattern }: FiledRecovery,
  { store, region, within }: StorePoints,
  index: number,
): readonly Diagnostic[] {
  const scenarios = [
    { what: "when the region is lost", point: region },
    { what: "when the store is lost", point: within },
  ];
  const missed = scenarios
    .filter(({ point }) => lossOf(point) > objectives.rpo.seconds)
    .sort((a, b) => lossOf(b.point) - lossOf(a.point))[0];
  if (missed === undefined) return [];
  const least = spelledDuration(lossOf(missed.point));
  return [
    recoveryPointMissed(placeOf(tree, ["requirements", "recovery", "rpo"]), {
      store: store.name,
      when: missed.what,
      rpo: spelledDuration(objectives.rpo.seconds),
      least,
      why: missed.point.why,
      pattern,
      fix: `raise the RPO to ${least}${otherwise(store)}`,
      at: placeOf(tree, ["dataStores", index, "engine"]),
    }),
  ];
}

function lossOf(point: RecoveryPoint): number {
  return point.kind === "bounded" ? point.seconds : 0;
}

function otherwise({ engine }: DataStoreFile): string {
  if (engine === "redis")
    return ", say `content: rebuildable`, or keep what must last in dynamodb or aurora-postgresql";
  return engine === "s3" ? ", or keep what must not be lost in dynamodb or aurora-postgresql" : "";
}
