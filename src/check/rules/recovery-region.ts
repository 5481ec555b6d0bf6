import { sameRecoveryRegion } from "../../diagnostics/catalogue/infrastructure";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** Backups are copied out of the region, not within it. */
export const recoveryRegionRule: Rule = {
  code: "recovery-region",
  check({ file, tree }) {
    return Object.entries(file.environments ?? {}).flatMap(([name, { region, recoveryRegion }]) => {
      if (recoveryRegion !== region) return [];
      const at = (key: string) => placeOf(tree, ["environments", name, key]);
      return [sameRecoveryRegion(at("recoveryRegion"), region, at("region"))];
    });
  },
};
