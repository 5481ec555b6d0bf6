import fc from "fast-check";
import { awsName, NAME_PATTERN } from "../../src/model/names";

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,12}){0,3}$/);

describe("awsName", () => {
  it("keeps a name that fits", () => {
    expect(awsName(["shop", "production", "checkout"], 64)).toBe("shop-production-checkout");
  });

  it("shortens a long name to its beginning and a hash of the whole", () => {
    expect(awsName(["a".repeat(40), "production"], 32)).toMatch(/^a{23}-[0-9a-f]{8}$/);
  });

  it("never exceeds the limit, never ends in a hyphen, and tells long names apart", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.array(name, { minLength: 1 }), (a, b) => {
        const [short, other] = [awsName(a, 32), awsName(b, 32)];
        expect(short.length).toBeLessThanOrEqual(32);
        expect(short).not.toMatch(/--|-$/);
        if (a.join("-") !== b.join("-")) expect(short).not.toBe(other);
      }),
    );
  });
});

describe("names in a plan", () => {
  it.each(["..", "a.b", "A", "a_b", "a--b", "-a", "a-", "1a", "", "a/b", "a b"])("%p is refused", (text) => {
    expect(NAME_PATTERN.test(text)).toBe(false);
  });
});
