import { inheritedRecoveryRegion, sameRecoveryRegion } from "../../diagnostics/catalogue/infrastructure";
import { nodeAtPath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Backups are copied out of the region, not within it, and to where somebody chose. */
export const recoveryRegionRule: Rule = {
  code: "recovery-region",
  check({ file, tree }) {
    return Object.entries(file.environments ?? {}).flatMap(([name, { region, recoveryRegion }]) => {
      if (recoveryRegion === undefined) return [];
      const at = (key: string) => placeOf(tree, ["environments", name, key]);
      if (recoveryRegion === region) return [sameRecoveryRegion(at("recoveryRegion"), region, at("region"))];
      const layer = (key: string) => nodeAtPath(tree, ["environments", name, key])?.origin.layer;
      const inherited = layer("recoveryRegion") === "blueprint" && layer("region") !== "blueprint";
      return inherited ? [inheritedRecoveryRegion(at("region"), region, recoveryRegion, at("recoveryRegion"))] : [];
    });
  },
};
