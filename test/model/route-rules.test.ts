import fc from "fast-check";
import { band, patternsOverlap, type RoutedService, routeRules as rulesOf } from "../../src/model/route-rules";

/** Rules of services that stand in no cell. */
const routeRules = (services: readonly Pick<RoutedService, "name" | "routes">[]) =>
  rulesOf(services.map((service) => ({ ...service, cell: null })));

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

describe("listener rules of cells", () => {
  const services: readonly Pick<RoutedService, "name" | "routes">[] = [
    { name: "web", routes: ["/*", "/admin/*"] },
    { name: "api", routes: ["/api/*", "/api/v1/*", "/hooks", "/hooks/*", "/rpc/*"] },
    { name: "reports", routes: ["/admin/reports/*"] },
  ];
  const inCells = (cells: number): readonly RoutedService[] =>
    Array.from({ length: cells }, (_, index) => index + 1).flatMap((cell) =>
      services.map(({ name, routes }) => ({ name: cell === 1 ? name : `${name}-${cell}`, routes, cell })),
    );
  const matches = (pattern: string, path: string) =>
    new RegExp(
      `^${pattern
        .split("*")
        .map((part) => part.replace(/[.]/g, "\\$&"))
        .join(".*")}$`,
    ).test(path);

  /** What a load balancer does: the first rule in the order of priorities whose conditions all hold. */
  function answers(rules: ReturnType<typeof rulesOf>, path: string, header: number | null): string | undefined {
    const ordered = [...rules].sort((a, b) => a.priority - b.priority);
    return ordered.find(
      ({ patterns, cell }) => patterns.some((one) => matches(one, path)) && (cell === null || cell === header),
    )?.service;
  }

  const PATHS = ["/", "/api/x", "/api/v1/x", "/hooks", "/hooks/a", "/rpc/q", "/admin/a", "/admin/reports/1", "/apiary"];

  it("sends each request to its cell, and one of no cell to the first", () => {
    const alone = routeRules(services);
    const rules = rulesOf(inCells(4));
    for (const path of PATHS) {
      const service = answers(alone, path, null);
      expect([null, 1].map((header) => answers(rules, path, header))).toEqual([service, service]);
      for (const cell of [2, 3, 4]) expect(answers(rules, path, cell)).toBe(`${service}-${cell}`);
      // A cell that is gone: better the first than nobody.
      expect(answers(rules, path, 9)).toBe(service);
    }
  });

  it("leaves the first cell's rules as they are without cells, and those of a cell as cells are added", () => {
    const kept = (cells: number, of: number) =>
      rulesOf(inCells(cells))
        .filter(({ service }) => Number(service.split("-")[1] ?? 1) <= of)
        .map(({ service, id, priority }) => [service, id, priority]);
    expect(kept(3, 1)).toEqual(routeRules(services).map(({ service, id, priority }) => [service, id, priority]));
    expect(kept(4, 3)).toEqual(kept(3, 3));
  });

  it("splits five routes where the cell is the sixth value of a rule", () => {
    const five = { routes: ["/a", "/b", "/c", "/d", "/e"] };
    const rules = rulesOf([
      { name: "web", cell: 1, ...five },
      { name: "web-2", cell: 2, ...five },
    ]);
    expect(rules.filter(({ service }) => service === "web")).toHaveLength(1);
    expect(rules.filter(({ service }) => service === "web-2")).toHaveLength(5);
  });

  it("has room for the most that the checks let pass", () => {
    const many = Array.from({ length: 97 }, (_, index) => ({
      name: `web-${index + 2}`,
      routes: ["/*"],
      cell: index + 2,
    }));
    const priorities = rulesOf(many).map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(97);
    expect(Math.min(...priorities)).toBeGreaterThan(0);
  });
});
