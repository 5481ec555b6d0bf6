import { EvidenceIndex } from "../../src/planning/evidence-index";
import { actingAlarms, sloAlarms } from "../../src/planning/slo-alarms";
import { allSlos } from "../../src/planning/slo-budget";
import { everyIndicator } from "../emit/support/indicators";
import { reliabilityEvidence } from "../emit/support/reliability-evidence";
import { sampleEvidence } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production", everyIndicator);
const slos = allSlos(plan);

describe("the alarms of an SLO", () => {
  const index = new EvidenceIndex(reliabilityEvidence(plan));

  it.each(slos)("$service.name $slo.name: one alarm that tells and two windows for each tier", (each) => {
    const { tiers, exhausted } = sloAlarms(each, index);
    const prefix = `shop-${each.service.name}-${each.slo.name}`;
    expect(tiers.map(({ notifying }) => notifying?.name)).toEqual(
      // Over seven days the two slowest would fire while the target is met.
      ["1h", "6h", ...(each.slo.name === "shipments" ? [] : ["1d", "3d"])].map((tier) => `${prefix}-burn-${tier}`),
    );
    for (const { windows } of tiers) expect(windows).toHaveLength(2);
    expect(exhausted?.name).toBe(`${prefix}-budget-exhausted`);
  });

  it("include its own maintenance, and not that of another", () => {
    const silenced = slos.filter((each) => sloAlarms(each, index).silencing.length > 0);
    expect(silenced.map(({ service, slo }) => `${service.name} ${slo.name}`)).toEqual(["checkout availability"]);
  });

  it("name one alarm that silences each tier, however many windows there are", () => {
    const twice = blueprintPlan("production", (tree) => {
      everyIndicator(tree);
      const [, checkout] = tree.services;
      const [window] = checkout.slos[0].maintenance;
      checkout.slos[0].maintenance.push({ ...window, name: "monthly", days: ["MON"] });
    });
    const index = new EvidenceIndex(reliabilityEvidence(twice));
    const silencing = allSlos(twice).flatMap((each) => sloAlarms(each, index).silencing);
    expect(silencing.map(({ name }) => name)).toEqual(
      ["1h", "6h", "1d", "3d"].map((tier) => `shop-checkout-availability-maintenance-weekly-${tier}`),
    );
  });

  it("are none where nothing was generated", () => {
    const bare = new EvidenceIndex(sampleEvidence(plan));
    for (const each of slos) {
      const { tiers, exhausted } = sloAlarms(each, bare);
      expect(tiers.flatMap(({ windows }) => windows)).toEqual([]);
      expect([...tiers.map(({ notifying }) => notifying), exhausted].every((alarm) => alarm === null)).toBe(true);
    }
  });
});

describe("alarms that act", () => {
  it("are those that notify or guard a deployment", () => {
    const { alarms } = reliabilityEvidence(plan);
    const purposes = new Set(actingAlarms(alarms).map(({ purpose }) => purpose));
    expect(purposes).toEqual(new Set(["notifies", "deployment"]));
    // Nine objectives with four tiers of two windows each, one with two, and one of them a maintenance alarm per tier.
    expect(alarms.length - actingAlarms(alarms).length).toBe(80);
  });
});
