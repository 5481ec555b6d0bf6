import { nearestName } from "../../src/diagnostics/nearest-name";

const TRIGGERS = [
  "sla_violation_detected",
  "deployment_rollback_over_10_percent",
  "pipeline_failure_rate_over_5_percent",
];

describe("the nearest name", () => {
  it("is a few letters away", () => {
    expect(nearestName("chekout", ["checkout", "catalog"])).toBe("checkout");
  });

  it("is the one that a beginning belongs to", () => {
    expect(nearestName("sla_violation", TRIGGERS)).toBe("sla_violation_detected");
    expect(nearestName("PipelineFailure", TRIGGERS)).toBe("pipeline_failure_rate_over_5_percent");
  });

  it("is the one that holds a part", () => {
    expect(nearestName("rollback", TRIGGERS)).toBe("deployment_rollback_over_10_percent");
  });

  it("takes two letters in the wrong order for one mistake", () => {
    expect(nearestName("hihg", ["critical", "high", "medium", "low"])).toBe("high");
    expect(nearestName("lwo", ["critical", "high", "medium", "low"])).toBe("low");
    expect(nearestName("ghih", ["critical", "high", "medium", "low"])).toBeUndefined();
  });

  it("is the abbreviation of the whole word", () => {
    expect(nearestName("MONDAY", ["MON", "TUE"])).toBe("MON");
    expect(nearestName("Thurs", ["TUE", "THU"])).toBe("THU");
    expect(nearestName("database", ["d", "da"])).toBeUndefined();
  });

  it("is nobody's guess where several hold the part, or where it is short", () => {
    expect(nearestName("percent", TRIGGERS)).toBeUndefined();
    expect(nearestName("sla", TRIGGERS)).toBeUndefined();
    expect(nearestName("nothing_alike", TRIGGERS)).toBeUndefined();
  });
});
