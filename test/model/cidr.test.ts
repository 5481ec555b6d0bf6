import fc from "fast-check";
import { type Cidr, cidrSize, formatCidr, isAligned, overlaps, parseCidr, subrange } from "../../src/model/cidr";

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe("cidr", () => {
  it("reads and writes", () => {
    expect(formatCidr(cidr("192.168.4.0/22"))).toBe("192.168.4.0/22");
    expect(cidrSize(cidr("10.0.0.0/16"))).toBe(65_536);
  });

  it.each(["10.0.0.256/16", "10.0.0.0/33", "10.0.0/16", "text"])("%p is refused", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("knows alignment and overlap", () => {
    expect(isAligned(cidr("10.0.1.0/16"))).toBe(false);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.0.255.0/24"))).toBe(true);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.1.0.0/16"))).toBe(false);
  });

  it("cuts a range into pieces that lie inside it and not on each other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 1, max: 4 }), (prefix, bits) => {
        const whole = cidr(`10.16.0.0/${prefix}`);
        const pieces = Array.from({ length: 2 ** bits }, (_, index) => subrange(whole, bits, index));
        expect(pieces.every((piece) => overlaps(whole, piece) && isAligned(piece))).toBe(true);
        expect(pieces.reduce((sum, piece) => sum + cidrSize(piece), 0)).toBe(cidrSize(whole));
        pieces.forEach((piece, i) => {
          expect(pieces.filter((other) => overlaps(piece, other))).toEqual([pieces[i]]);
        });
      }),
    );
  });
});
