import { type Cidr, cidrSize, overlaps, parseCidr } from "./cidr";

/** Private address ranges (RFC 1918), the largest first. */
const PRIVATE_RANGES: readonly Cidr[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(privateRange);

/**
 * The range of a VPC in another region that may one day be connected with the first: as large as that one, free of
 * everything taken, and the next such after it. Its private range is searched to the end and then from its beginning;
 * after it the others.
 *
 * @returns undefined when everything private is taken
 */
export function recoveryRange(own: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const home = PRIVATE_RANGES.filter((range) => overlaps(range, own));
  const others = PRIVATE_RANGES.filter((range) => !overlaps(range, own));
  const blocks = [...home, ...others].flatMap((range) => blocksOf(range, own.prefix));
  const after = blocks.filter(({ address }) => home.length > 0 && address > own.address && isIn(home, address));
  const candidates = [...after, ...blocks.filter((block) => !after.includes(block))];
  return candidates.find((block) => [own, ...taken].every((other) => !overlaps(block, other)));
}

function blocksOf(range: Cidr, prefix: number): readonly Cidr[] {
  const count = Math.floor(cidrSize(range) / cidrSize({ address: 0, prefix }));
  return Array.from({ length: count }, (_, index) => ({
    address: range.address + index * cidrSize({ address: 0, prefix }),
    prefix,
  }));
}

function isIn(ranges: readonly Cidr[], address: number): boolean {
  return ranges.some((range) => overlaps(range, { address, prefix: 32 }));
}

function privateRange(text: string): Cidr {
  const range = parseCidr(text);
  if (range === undefined) throw new Error(`no range: ${text}`);
  return range;
}
