import fc from "fast-check";
import { band, patternsOverlap, routeRules } from "../../../src/constructs/compute/route-rules";

const shop = [
  { name: "storefront", routes: ["/*"] },
  { name: "checkout", routes: ["/checkout", "/checkout/*", "/api/orders/*"] },
];

describe("listener rules", () => {
  it("gives a service one rule, before the one that takes everything", () => {
    const [checkout, storefront] = routeRules(shop);
    expect(checkout).toMatchObject({
      service: "checkout",
      id: "rule",
      patterns: ["/api/orders/*", "/checkout/*", "/checkout"],
    });
    expect(storefront).toMatchObject({ service: "storefront", id: "rule", patterns: ["/*"] });
    // `/checkout` has 9 literals and no wildcard: band (128 - 9) * 4 = 476, from 476 * 97 + 1.
    expect(checkout?.priority).toBeGreaterThanOrEqual(46_173);
    expect(checkout?.priority).toBeLessThanOrEqual(46_269);
    // `/*` has one of each: band 127 * 4 + 1 = 509.
    expect(storefront?.priority).toBeGreaterThanOrEqual(49_374);
    expect(storefront?.priority).toBeLessThanOrEqual(49_470);
  });

  it("does not depend on the order of the plan, nor on services added", () => {
    const more = [{ name: "account", routes: ["/account/*"] }, ...[...shop].reverse()];
    const priorities = new Map(routeRules(more).map(({ service, priority }) => [service, priority]));
    for (const { service, priority } of routeRules(shop)) expect(priorities.get(service)).toBe(priority);
  });

  it("splits a service's routes where another service's falls between them", () => {
    const rules = routeRules([
      { name: "web", routes: ["/*", "/api/orders/*"] },
      { name: "api", routes: ["/api/*"] },
    ]);
    const ordered = [...rules].sort((a, b) => a.priority - b.priority);
    expect(ordered.map(({ service, patterns }) => [service, ...patterns])).toEqual([
      ["web", "/api/orders/*"],
      ["api", "/api/*"],
      ["web", "/*"],
    ]);
    expect(new Set(rules.map(({ service, id }) => `${service} ${id}`)).size).toBe(3);
  });

  it("splits what holds more wildcards than one rule takes", () => {
    const routes = ["/a/*/b/*", "/c/*/d/*", "/e/*/f/*"];
    expect(routeRules([{ name: "web", routes }])).toHaveLength(3);
  });

  it("finds another place where two hashes meet", () => {
    const services = Array.from({ length: 40 }, (_, index) => ({ name: `s${index}`, routes: [`/p${index + 10}/*`] }));
    const priorities = routeRules(services).map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(40);
  });

  it("stays within a listener's priorities", () => {
    const rules = routeRules([
      { name: "a", routes: ["/***"] },
      { name: "b", routes: [`/${"x".repeat(127)}`] },
    ]);
    for (const { priority } of rules) {
      expect(priority).toBeGreaterThanOrEqual(1);
      expect(priority).toBeLessThanOrEqual(50_000);
    }
  });
});

describe("path patterns", () => {
  it.each([
    ["/*", "/checkout", true],
    ["/a/*", "/a/b/*", true],
    ["/a/*", "/b/*", false],
    ["/*/images", "/shop/*", true],
    ["/checkout", "/checkout/*", false],
  ])("%s and %s meet: %s", (a, b, expected) => {
    expect(patternsOverlap(a, b)).toBe(expected);
    expect(patternsOverlap(b, a)).toBe(expected);
  });

  it("puts no pattern after one that includes it", () => {
    const part = fc.constantFrom("/", "a", "b", "*");
    const pattern = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("")}`);
    const path = (text: string, filling: string) => text.replaceAll("*", filling);
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        const matches = new RegExp(`^${wide.replaceAll("*", ".*")}$`);
        // A filling that no pattern spells, so that only a wildcard can have taken it.
        const included = ["", "?", "?/?"].every((filling) => matches.test(path(narrow, filling)));
        const asMany = Math.min(narrow.split("*").length, 4) <= Math.min(wide.split("*").length, 4);
        if (included && asMany) expect(band(narrow)).toBeLessThanOrEqual(band(wide));
      }),
    );
  });
});
