import { cidrClash, cidrInvalid, cidrPrefix, cidrUnaligned } from "../../diagnostics/catalogue/infrastructure";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import { type Cidr, cidrSize, formatCidr, isAligned, overlaps, parseCidr } from "../../model/cidr";
import { placeOf, type Word } from "../places";
import type { Rule, RuleContext } from "../rule";

/** Sizes of a VPC: AWS's largest, and the smallest that three tiers in three zones fit in. */
const PREFIX_MIN = 16;
const PREFIX_MAX = 20;

interface Range extends Word {
  readonly what: string;
  readonly cidr: Cidr;
}

/** Address ranges are valid, and no two of them share an address. Environments are not connected, so they may. */
export const cidrClashRule: Rule = {
  code: "cidr-clash",
  check(context) {
    const found: Diagnostic[] = [];
    const ranges: Range[] = [];
    for (const word of written(context)) {
      const cidr = parseCidr(word.text);
      if (!cidr) found.push(cidrInvalid(word.range, word.text));
      else if (!isAligned(cidr)) found.push(cidrUnaligned(word.range, word.text, aligned(cidr)));
      else {
        if (word.isVpc && (cidr.prefix < PREFIX_MIN || cidr.prefix > PREFIX_MAX)) {
          found.push(cidrPrefix(word.range, word.text));
        }
        ranges.push({ ...word, cidr });
      }
    }
    return [...found, ...clashes(ranges)];
  },
};

function written({ file, tree }: RuleContext): readonly (Word & { readonly what: string; readonly isVpc: boolean })[] {
  if (!file.network) return [];
  const { cidr, existing, peers } = file.network;
  const vpc = { text: cidr, range: placeOf(tree, ["network", "cidr"]), what: "the range of the VPC", isVpc: true };
  const there = file.recovery?.network.cidr;
  const recovery =
    there === undefined
      ? []
      : [
          {
            text: there,
            range: placeOf(tree, ["recovery", "network", "cidr"]),
            what: "the range of the recovery region",
            isVpc: true,
          },
        ];
  const others = peers.map((peer, index) => ({
    text: peer.cidr,
    range: placeOf(tree, ["network", "peers", index, "cidr"]),
    what: `the range of peer ${peer.name}`,
    isVpc: false,
  }));
  return existing ? [...others, ...recovery] : [vpc, ...others, ...recovery];
}

/** The first range of the same size at or below the address. */
function aligned(cidr: Cidr): string {
  return formatCidr({ ...cidr, address: cidr.address - (cidr.address % cidrSize(cidr)) });
}

function clashes(ranges: readonly Range[]): readonly Diagnostic[] {
  return ranges.flatMap((range, index) => {
    const other = ranges.slice(0, index).find((before) => overlaps(before.cidr, range.cidr));
    return other ? [cidrClash(range.range, range.text, other)] : [];
  });
}
