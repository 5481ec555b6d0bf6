import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolvePlans } from "../../src/compile";
import type { Plan } from "../../src/model/plan";
import { diskBlueprints } from "../parse/disk-blueprints";
import { blueprintPlan } from "../support/blueprint-plan";

const FOLDER = join(__dirname, "../fixtures/ok");

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

describe("the number of cells that the capacity model chooses", () => {
  const text = readFileSync(join(FOLDER, "cells.yaml"), "utf8")
    .replace("cells: 2", "cells: auto")
    .replace("max: 40", "max: 1000")
    .replace("max: 10,", "max: 5000,");
  // A task of `web` carries 6,000 requests a minute, so 100 a second, and gets every request.
  const resolved = (users: number, growth: number, change: (plan: string) => string = (plan) => plan) => {
    const peak = text.replace("currentPeakUsers: 10000, growth: 4x", `currentPeakUsers: ${users}, growth: ${growth}x`);
    const sources = [{ name: "plan.yaml", text: change(peak) }];
    return resolvePlans({ sources, blueprints: diskBlueprints(FOLDER) });
  };
  const chosen = (users: number, growth: number, change?: (plan: string) => string) => {
    const [resolution] = resolved(users, growth, change).resolutions;
    const decision = resolution?.plan.decisions.find(({ path }) => path === "requirements.capacity.cells");
    return [resolution?.plan.capacity?.cells, resolution?.plan.services.length, decision?.reason];
  };

  it("is one as long as one is enough: 100,000 requests a second are 1,000 targets", () => {
    expect(chosen(100_000, 10)).toEqual([1, 2, "one cell carries the target within the limits of AWS"]);
  });

  it("is the least with which every cell fits: 2,500 targets are 1,250 in each of two, and 834 in each of three", () => {
    const reason = "with 2 cells the target group of web would need 1,250 targets, and AWS allows 1,000";
    expect(chosen(100_000, 25)).toEqual([3, 6, reason]);
  });

  it("is two at small scale, which is enough to try it", () => {
    const [cells, services, reason] = chosen(100_000, 25, (plan) =>
      plan.replace("region: eu-west-1", "$&, scale: small"),
    );
    expect([cells, services]).toEqual([2, 4]);
    expect(reason).toMatch(
      /^environment scale is small: enough to try what takes 3 at full scale, where with 2 cells /,
    );
  });

  it("is refused where nothing can divide users, at the line that asks for it", () => {
    const bare = (plan: string) => plan.replace("edge:", "edge:\n  cdn: false");
    const { diagnostics } = resolved(100_000, 25, bare);
    expect(diagnostics.map(({ code, range }) => [code, range?.start.line])).toContainEqual(["cell-router", 16]);
    expect(resolved(100_000, 10, bare).diagnostics.map(({ code }) => code)).not.toContain("cell-router");
  });
});
