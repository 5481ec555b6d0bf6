import { originShieldRegionUnknown } from "../../diagnostics/catalogue/scaling";
import { ORIGIN_SHIELD_REGIONS, originShieldRegion } from "../../model/origin-shield-region";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** The origin shield stands in the plan's region or the one that AWS names for it. */
export const originShieldRule: Rule = {
  code: "origin-shield",
  check({ file, tree }) {
    if (file.edge?.originShield !== true || !file.edge.cdn) return [];
    return Object.values(file.environments ?? {}).flatMap(({ region }) =>
      originShieldRegion(region) === undefined
        ? [originShieldRegionUnknown(placeOf(tree, ["edge", "originShield"]), region, ORIGIN_SHIELD_REGIONS)]
        : [],
    );
  },
};
