import { cutOverSchedule, loadSeconds, replicatesBack, transferSeconds, waveSources } from "../../src/model/migration";
import { duration } from "../../src/model/units/duration";
import { migrationPlan } from "../support/migration-plan";

describe("the time of a load", () => {
  it("is its bits over four fifths of the link", () => {
    // 800 GB are 6,400,000 megabits; 1 Gbps carries 800 megabits a second.
    expect(transferSeconds(800, { megabits: 1000 })).toBe(8000);
    // 1 GB is 8,000 megabits; 500 Mbps carry 400 a second.
    expect(transferSeconds(1, { megabits: 500 })).toBe(20);
  });

  it("adds up what shares the link in a wave, and leaves out servers", () => {
    const plan = migrationPlan();
    const [files, databases] = plan.migration?.waves ?? [];
    if (files === undefined || databases === undefined) throw new Error("no waves");
    expect(loadSeconds(plan, waveSources(plan, files))).toBe(60_000);
    // Three databases of 90 GB each.
    expect(loadSeconds(plan, waveSources(plan, databases))).toBe(2700);
  });
});

describe("the window of a cut-over", () => {
  it("is divided by eight, a quarter of it kept for the way back", () => {
    const times = cutOverSchedule(duration(6 * 3600));
    expect(Object.values(times).map(({ seconds }) => seconds / 60)).toEqual([0, 45, 90, 180, 225, 270, 90]);
  });

  it("keeps whole minutes, and gives what is left over to the way back", () => {
    const times = cutOverSchedule(duration(100 * 60));
    // An eighth of 100 minutes is 12 whole minutes; 100 - 6 × 12 = 28.
    expect(times.decision.seconds / 60).toBe(72);
    expect(times.reserve.seconds / 60).toBe(28);
  });
});

describe("a database that replicates back", () => {
  const store = (name: string) => ({ name });

  it("is the target of one, as long as the plan keeps the way back", () => {
    expect(replicatesBack(migrationPlan(), store("orders"))).toBe(true);
    expect(replicatesBack(migrationPlan(), store("papers"))).toBe(false);
    const oneWay = migrationPlan((tree) => {
      tree.migration.replication = { reverse: false };
    });
    expect(replicatesBack(oneWay, store("orders"))).toBe(false);
  });
});
