import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/app";
import { blueprintPlan } from "../support/blueprint-plan";

type Change = Parameters<typeof blueprintPlan>[1];

/** Every address of the production environment, after a change to the plan. */
function addresses(change?: Change): readonly string[] {
  const outdir = mkdtempSync(join(tmpdir(), "opsplan-addresses-"));
  try {
    const [evidence] = buildApp([blueprintPlan("production", change)], outdir).evidence;
    return (evidence?.resources ?? []).map(({ stack, address }) => `${stack} ${address}`);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("logical addresses", () => {
  const before = addresses();

  it("are unique: as many resources come out as went in", () => {
    expect(new Set(before).size).toBe(before.length);
  });

  it("do not depend on the order of anything in the plan", () => {
    const reordered = addresses((tree) => {
      tree.services.reverse();
      tree.dataStores.reverse();
      tree.initiative.phases.reverse();
      for (const service of tree.services) {
        service.uses?.reverse();
        service.slos?.reverse();
        service.routes?.reverse();
        service.scaling.schedules?.reverse();
      }
    });
    expect(reordered).toEqual(before);
  });

  it("of a new service are its own", () => {
    const after = addresses((tree) => {
      tree.services.unshift({
        name: "search",
        image: "public.ecr.aws/nginx/nginx:1.27",
        port: 8080,
        routes: ["/search"],
      });
    });
    expect(before.filter((address) => !after.includes(address))).toEqual([]);
    const added = after.filter((address) => !before.includes(address));
    expect(added.length).toBeGreaterThan(20);
    expect(added.filter((address) => !/[._]search(_|$)/.test(address))).toEqual([]);
  });

  it("begin with the names of the plan, so that services do not meet", () => {
    const similar = addresses((tree) => {
      for (const name of ["check", "check-out"]) {
        tree.services.push({ name, image: "public.ecr.aws/nginx/nginx:1.27", port: 8080, routes: [`/${name}`] });
      }
    });
    expect(new Set(similar).size).toBe(similar.length);
  });
});
