import { noRecoveryNetwork, noRecoveryRange } from "../../diagnostics/catalogue/recovery";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { type Cidr, parseCidr } from "../../model/cidr";
import { recoveryRange } from "../../model/recovery-range";
import { takenRanges } from "../../model/taken-ranges";
import { locateKey } from "../../parse/locate";
import { placeOf } from "../places";
import { recoveryRegions } from "../recovery-regions";
import type { Rule, RuleContext } from "../rule";

/**
 * The recovery region needs a network of its own: an existing one is of one region, and a derived range needs room
 * beside everything that the plan names.
 */
export const recoveryNetworkRule: Rule = {
  code: "recovery-network",
  check(context) {
    const { file } = context;
    const written = file.recovery?.network;
    if (!file.network || written?.existing !== undefined || written?.cidr !== undefined) return [];
    return recoveryRegions(context).flatMap(({ range }) => missing(context, range));
  },
};

function missing({ file, tree }: RuleContext, range: Parameters<typeof noRecoveryNetwork>[0]): readonly Diagnostic[] {
  const { network, migration } = file;
  if (!network) return [];
  if (network.existing !== undefined) {
    return [noRecoveryNetwork(range, locateKey(tree, ["network", "existing"]).range)];
  }
  const own = parseCidr(network.cidr);
  // What is no range is reported where it stands.
  const taken = takenRanges({ network, migration })
    .map(parseCidr)
    .filter((cidr): cidr is Cidr => cidr !== undefined);
  if (own === undefined || recoveryRange(own, taken) !== undefined) return [];
  return [noRecoveryRange(range, placeOf(tree, ["network", "cidr"]), network.cidr)];
}
