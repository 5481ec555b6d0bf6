import {
  hostOutsideRanges,
  linkOfExistingNetwork,
  noAddresses,
  noLink,
  vpnTooNarrow,
} from "../../diagnostics/catalogue/migration";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { overlaps, parseCidr } from "../../model/cidr";
import { formatBandwidth } from "../../model/units/bandwidth";
import { locateKey } from "../../parse/locate";
import { placeOf } from "../places";
import type { Sections } from "../prune";
import type { Rule, RuleContext } from "../rule";

/** What one tunnel carries (AWS Site-to-Site VPN quotas): a virtual private gateway uses one of the two at a time. */
const VPN_MEGABITS_MAX = 1250;

/** Every source can be reached, by a link that can be made. */
export const migrationLinkRule: Rule = {
  code: "migration-link",
  check(context) {
    const sources = context.file.migration?.sources ?? [];
    return [...ofLink(context), ...sources.flatMap((source, index) => ofSource(context, source, index))];
  },
};

function ofLink({ file, tree }: RuleContext): readonly Diagnostic[] {
  const link = file.migration?.network;
  if (link === undefined) return [];
  const found: Diagnostic[] = [];
  if (file.network?.existing !== undefined && link.kind !== "existing") {
    const existing = locateKey(tree, ["network", "existing"]).range;
    found.push(linkOfExistingNetwork(placeOf(tree, ["migration", "network", "kind"]), link.kind, existing));
  }
  if (link.kind === "site-to-site-vpn" && link.bandwidth.megabits > VPN_MEGABITS_MAX) {
    found.push(vpnTooNarrow(placeOf(tree, ["migration", "network", "bandwidth"]), formatBandwidth(link.bandwidth)));
  }
  return found;
}

type Source = NonNullable<Sections["migration"]>["sources"][number];

function ofSource({ file, tree }: RuleContext, source: Source, index: number): readonly Diagnostic[] {
  const link = file.migration?.network;
  const at = (key: string) => placeOf(tree, ["migration", "sources", index, key]);
  if (source.location === "on-premises" && link === undefined) return [noLink(at("name"), source.name)];
  if (source.kind !== "database") return [];
  const own = source.addresses !== undefined;
  const ranges = source.addresses ?? link?.ranges;
  if (ranges === undefined) return [noAddresses(at("name"), source.name)];
  const host = parseCidr(`${source.host}/32`);
  const outside = host !== undefined && !ranges.some((range) => contains(range, host));
  const path = own ? ["migration", "sources", index, "addresses"] : ["migration", "network", "ranges"];
  return outside ? [hostOutsideRanges(at("host"), source.host, source.name, locateKey(tree, path).range)] : [];
}

function contains(range: string, host: NonNullable<ReturnType<typeof parseCidr>>): boolean {
  const cidr = parseCidr(range);
  return cidr !== undefined && overlaps(cidr, host);
}
