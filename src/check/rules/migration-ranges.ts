import { cidrClash, cidrInvalid, cidrUnaligned } from "../../diagnostics/catalogue/infrastructure";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { cidrSize, formatCidr, isAligned, overlaps, parseCidr } from "../../model/cidr";
import type { NodePath } from "../../parse/locate";
import { placeOf } from "../places";
import type { Rule, RuleContext } from "../rule";

interface Written {
  readonly text: string;
  readonly path: NodePath;
}

/**
 * Ranges on the other side are valid, and none is the VPC's own: what stands in both would never be asked over the
 * link. They may well be those of a peer, which is the same network seen by another section.
 */
export const migrationRangesRule: Rule = {
  code: "cidr-clash",
  check(context) {
    const { file, tree } = context;
    const vpc = file.network === undefined || file.network.existing ? undefined : parseCidr(file.network.cidr);
    return ranges(context).flatMap(({ text, path }): readonly Diagnostic[] => {
      const range = placeOf(tree, path);
      const cidr = parseCidr(text);
      if (!cidr) return [cidrInvalid(range, text)];
      if (!isAligned(cidr)) {
        const start = cidr.address - (cidr.address % cidrSize(cidr));
        return [cidrUnaligned(range, text, formatCidr({ ...cidr, address: start }))];
      }
      if (!vpc || !overlaps(vpc, cidr)) return [];
      const other = { text: formatCidr(vpc), range: placeOf(tree, ["network", "cidr"]), what: "the range of the VPC" };
      return [cidrClash(range, text, other)];
    });
  },
};

function ranges({ file }: RuleContext): readonly Written[] {
  const { migration } = file;
  const ofLink = (migration?.network?.ranges ?? []).map((text, index) => ({
    text,
    path: ["migration", "network", "ranges", index],
  }));
  const ofSources = (migration?.sources ?? []).flatMap((source, index) =>
    source.kind === "database"
      ? (source.addresses ?? []).map((text, member) => ({
          text,
          path: ["migration", "sources", index, "addresses", member],
        }))
      : [],
  );
  return [...ofLink, ...ofSources];
}
