import { existingNetworkCidr } from "../../diagnostics/catalogue/infrastructure";
import { locateKey, nodeAt } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule } from "../rule";

/** A blueprint's range beside the plan's existing network is the normal case; both by one author is a mistake. */
export const networkExistingRule: Rule = {
  code: "network-existing",
  check({ tree }) {
    const existing = nodeAt(tree, "network.existing");
    const cidr = nodeAt(tree, "network.cidr");
    if (!existing || !cidr || cidr.origin.range.file !== existing.origin.range.file) return [];
    return [existingNetworkCidr(placeOf(tree, ["network", "cidr"]), locateKey(tree, ["network", "existing"]).range)];
  },
};
