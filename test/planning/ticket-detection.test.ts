import { TICKET_TRIGGERS } from "../../src/model/catalogue/ticket-triggers";
import { EvidenceIndex } from "../../src/planning/evidence-index";
import { triggerRule } from "../../src/planning/ticket-detection/trigger-rules";
import { sampleEvidence } from "../emit/support/sample-evidence";
import { blueprintPlan } from "../support/blueprint-plan";

const plan = blueprintPlan("production", (tree) => {
  tree.services[0].slos[0].target = "99.9%";
});
const evidence = sampleEvidence(plan);
const index = new EvidenceIndex(evidence);

function addresses(trigger: string): readonly string[] {
  return triggerRule(trigger)
    .detect(plan, index)
    .detectors.map(({ address }) => address);
}

describe("detection of ticket triggers", () => {
  it.each(TICKET_TRIGGERS.map(({ name }) => name))(
    "%s: every detector is a generated resource, or it says that none is",
    (name) => {
      const { detectors, words } = triggerRule(name).detect(plan, index);
      for (const { stack, address } of detectors) expect(index.resourceOf({ stack, address })).toBeDefined();
      if (detectors.length === 0) expect(words).toContain("not detected by generated resources");
      else expect(words).not.toContain("not detected by generated resources");
    },
  );

  it("takes error alarms of services with an SLO on success for budget burn", () => {
    expect(addresses("error_budget_burn_rate_exceeded")).toEqual([
      "aws_cloudwatch_metric_alarm.shop_storefront_error_rate",
      "aws_cloudwatch_metric_alarm.shop_checkout_error_rate",
    ]);
    // 1 % of errors against budgets of 0.1 % and 0.05 %.
    expect(triggerRule("error_budget_burn_rate_exceeded").threshold(plan)).toBe(
      "1 % errors, which is a burn rate of: storefront 10, checkout 20",
    );
  });

  it("takes alarms that provide capacity-alarm for capacity", () => {
    expect(addresses("capacity_threshold_approaching")).toHaveLength(3);
  });

  it("says so where nothing was generated", () => {
    const empty = new EvidenceIndex({ ...evidence, resources: [], alarms: [] });
    for (const { name } of TICKET_TRIGGERS) {
      const { detectors, words } = triggerRule(name).detect(plan, empty);
      expect(detectors).toEqual([]);
      expect(words).toContain("not detected by generated resources");
    }
  });

  it("knows no other trigger", () => {
    expect(() => triggerRule("toString")).toThrow("no rule detects the trigger toString");
  });
});
