import type { Plan } from "../../src/model/plan";
import { blueprintPlan } from "../support/blueprint-plan";

function shop(cells: number | "auto", change: Parameters<typeof blueprintPlan>[1] = () => {}): Plan {
  return blueprintPlan("production", (tree) => {
    tree.requirements.capacity = { currentPeakUsers: 1000, growth: "2x", cells };
    change(tree);
  });
}

describe("a plan in cells", () => {
  const one = shop(1);
  const three = shop(3);
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

  it("has each service and store once in each cell, the first by its plain name", () => {
    expect(names(three.services)).toEqual([
      ...names(one.services),
      ...names(one.services).map((name) => `${name}-2`),
      ...names(one.services).map((name) => `${name}-3`),
    ]);
    expect(names(three.stores)).toEqual([
      ...names(one.stores),
      ...names(one.stores).map((name) => `${name}-2`),
      ...names(one.stores).map((name) => `${name}-3`),
    ]);
  });

  it("tells of each which cell it stands in, and nothing of one that stands in none", () => {
    const places = three.services.filter(({ family }) => family === "checkout").map(({ name, cell }) => [name, cell]);
    expect(places).toEqual([
      ["checkout", 1],
      ["checkout-2", 2],
      ["checkout-3", 3],
    ]);
    expect(new Set([...one.services, ...one.stores].map(({ cell }) => cell))).toEqual(new Set([null]));
  });

  it("keeps what a service uses, and measures, inside its cell", () => {
    for (const { cell, uses, slos } of three.services) {
      const stores = [...uses, ...slos.flatMap(({ store }) => (store === null ? [] : [store]))];
      for (const store of stores) expect(three.stores.find(({ name }) => name === store)?.cell).toBe(cell);
    }
    expect(three.services.flatMap(({ uses }) => uses).length).toBe(3 * one.services.flatMap(({ uses }) => uses).length);
  });

  it("divides the load and leaves the bounds as they are written", () => {
    for (const service of one.services) {
      const copies = three.services.filter(({ family }) => family === service.name);
      const share = copies.reduce((sum, { capacity }) => sum + capacity.requestShare, 0);
      expect(share).toBeCloseTo(service.capacity.requestShare, 9);
      for (const { scaling, routes } of copies) expect([scaling, routes]).toEqual([service.scaling, service.routes]);
    }
  });

  it("leaves to the first cell what no cell measures alone", () => {
    const plan = shop(2, (tree) => {
      const [service] = tree.services.filter(({ slos }: { slos?: object[] }) => slos !== undefined && slos.length > 0);
      service.slos = [
        { name: "availability", sli: "http-success", target: "99.9%", window: "30d" },
        { name: "pages", sli: "http-success", source: "cdn", target: "99.9%", window: "30d" },
      ];
    });
    const measured = plan.services.filter(({ slos }) => slos.some(({ name }) => name === "pages"));
    expect(measured.map(({ cell }) => cell)).toEqual([1]);
    const [service] = measured;
    const twin = plan.services.find(({ family, cell }) => family === service?.name && cell === 2);
    expect(twin?.slos.map(({ name }) => name)).toEqual(["availability"]);
  });

  it("says so, with the reason", () => {
    const decision = three.decisions.find(({ path }) => path === "services.checkout.cells");
    expect(decision).toEqual({
      path: "services.checkout.cells",
      value: "checkout, checkout-2, checkout-3",
      reason: "one in each of 3 cells, with the bounds written for it",
    });
    expect(one.decisions.filter(({ path }) => path.endsWith(".cells"))).toEqual([]);
  });

  it("loads all cells in a load test, which asks the domain", () => {
    const plan = shop(2, (tree) => {
      tree.resilience = { loadTest: { inProduction: true, services: ["checkout"] } };
    });
    expect(plan.resilience.loadTest?.services).toEqual(["checkout", "checkout-2"]);
  });
});
