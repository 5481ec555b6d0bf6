import {
  inheritedRecoveryRegion,
  recoveryRegionMissing,
  regionLossUncovered,
  sameRecoveryRegion,
} from "../../diagnostics/catalogue/recovery-objectives";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { isLive } from "../../model/recovery";
import { locateKey, nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import { recoveryOf } from "../recovery-of";
import type { Rule, RuleContext } from "../rule";

/** Recovery happens in another region, one that somebody chose, and live patterns cannot do without one. */
export const recoveryRegionRule: Rule = {
  code: "recovery-region",
  check(context) {
    return [...unchosen(context), ...missing(context)];
  },
};

function unchosen({ file, tree }: RuleContext): readonly Diagnostic[] {
  return Object.entries(file.environments ?? {}).flatMap(([name, { region, recoveryRegion }]) => {
    if (recoveryRegion === undefined) return [];
    const at = (key: string) => placeOf(tree, ["environments", name, key]);
    if (recoveryRegion === region) return [sameRecoveryRegion(at("recoveryRegion"), region, at("region"))];
    const layer = (key: string) => nodeAtPath(tree, ["environments", name, key])?.origin.layer;
    const inherited = layer("recoveryRegion") === "blueprint" && layer("region") !== "blueprint";
    return inherited ? [inheritedRecoveryRegion(at("region"), region, recoveryRegion, at("recoveryRegion"))] : [];
  });
}

/** Whoever writes `backup-and-restore` without a region has decided; who is derived into it may not know. */
function missing(context: RuleContext): readonly Diagnostic[] {
  const { file, tree, written } = context;
  const recovery = recoveryOf(context);
  if (recovery === null || recovery.region !== null) return [];
  const { environment, pattern, derived } = recovery;
  // A region that does not parse is reported by itself.
  if (hasRegion(written, environment)) return [];
  const range = locateKey(tree, ["environments", environment]).range;
  if (isLive(pattern)) {
    return [recoveryRegionMissing(range, environment, pattern, recovery.written === null ? derived.reason : null)];
  }
  const isSmall = file.environments?.[environment]?.scale === "small";
  return isSmall || recovery.written !== null ? [] : [regionLossUncovered(range, environment)];
}

function hasRegion(tree: RuleContext["written"], environment: string): boolean {
  return nodeAtPath(tree, ["environments", environment, "recoveryRegion"]) !== undefined;
}
