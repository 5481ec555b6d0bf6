/** An IPv4 range: first address as a number, prefix length. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16`; undefined when an octet or the prefix is out of range. Host bits are kept. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (prefix > 32 || octets.some((octet) => octet > 255)) return undefined;
  return { address: octets.reduce((sum, octet) => sum * 256 + octet, 0), prefix };
}

export function formatCidr({ address, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Number of addresses. */
export function cidrSize({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

/** True when the address is the first of its range. */
export function isAligned(cidr: Cidr): boolean {
  return cidr.address % cidrSize(cidr) === 0;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.address < b.address + cidrSize(b) && b.address < a.address + cidrSize(a);
}

/** Whether a range, as text that the checks let pass, takes in the whole of another. */
export function containsCidr(range: string, other: string): boolean {
  const [outer, inner] = [parseCidr(range), parseCidr(other)];
  if (outer === undefined || inner === undefined) throw new Error(`the checks let ${range} or ${other} pass`);
  return outer.address <= inner.address && inner.address + cidrSize(inner) <= outer.address + cidrSize(outer);
}

/** The `index`-th range when `cidr` is cut into pieces that are `bits` longer in prefix. */
export function subrange(cidr: Cidr, bits: number, index: number): Cidr {
  const prefix = cidr.prefix + bits;
  return { address: cidr.address + index * 2 ** (32 - prefix), prefix };
}
