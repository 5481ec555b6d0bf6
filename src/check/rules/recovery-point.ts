import { recoveryPointLost, recoveryPointMissed } from "../../diagnostics/catalogue/recovery-objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { RecoveryCase } from "../../model/recovery-case";
import {
  isBackedUp,
  REPLICATION_SECONDS,
  type RecoveryPoint,
  recoveryPoints,
  type StorePoints,
} from "../../model/recovery-point";
import type { DataStoreFile } from "../../model/schema/plan-file";
import { type Duration, spelledDuration } from "../../model/units/duration";
import { placeOf } from "../places";
import { type FiledRecovery, recoveryOf } from "../recovery-of";
import type { Rule, RuleContext } from "../rule";
import { isTooWeak } from "./recovery-pattern";

/** A recovery point objective below what a store can give, whichever of the region and the store is lost. */
export const recoveryPointRule: Rule = {
  code: "recovery-point",
  check(context) {
    const recovery = recoveryOf(context);
    if (recovery === null || isTooWeak(recovery)) return [];
    const ofPlan = recovery.caseOf();
    return recoveryPoints(ofPlan).flatMap((points, index) => judge(context, recovery, ofPlan, points, index));
  },
};

function judge(
  { tree }: RuleContext,
  { objectives, pattern }: FiledRecovery,
  ofPlan: RecoveryCase,
  { store, region, within }: StorePoints,
  index: number,
): readonly Diagnostic[] {
  const at = placeOf(tree, ["dataStores", index, "engine"]);
  // A store without any backup is a finding of its own.
  if (ofPlan.region !== null && region.kind === "lost" && isBackedUp(store)) {
    return [recoveryPointLost(at, store.name, region.why, otherwise(store.engine, objectives.rpo))];
  }
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
      fix: [`raise the RPO to ${least}`, ...otherwise(store.engine, objectives.rpo)].join(", or "),
      at,
    }),
  ];
}

function lossOf(point: RecoveryPoint): number {
  return point.kind === "bounded" ? point.seconds : 0;
}

/** Other ways out than a longer objective. Another engine is one only where its replicas keep the objective. */
function otherwise(engine: DataStoreFile["engine"], rpo: Duration): readonly string[] {
  const words = engine === "redis" || engine === "s3" ? LASTING[engine] : null;
  return [
    ...(engine === "redis" ? ["say `content: rebuildable`"] : []),
    ...(words !== null && rpo.seconds >= REPLICATION_SECONDS ? [words] : []),
  ];
}

const LASTING = {
  redis: "keep what must last in dynamodb or aurora-postgresql",
  s3: "keep what must not be lost in dynamodb or aurora-postgresql",
} as const;
