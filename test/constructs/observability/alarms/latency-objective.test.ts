import { latencyObjective } from "../../../../src/constructs/observability/alarms/latency-objective";
import { blueprintPlan } from "../../../support/blueprint-plan";
import type { Json } from "../../../support/observability-synth";

function objective(...slos: readonly Json[]) {
  const plan = blueprintPlan("production", (tree) => {
    tree.services[1].slos = slos;
    tree.requirements.latency = { p99: "700ms" };
  });
  const service = plan.services.find(({ name }) => name === "checkout");
  if (service === undefined) throw new Error("no checkout");
  return latencyObjective(plan, service);
}

const loose = { name: "loose", sli: "http-latency", threshold: "900ms", target: "99%" };
const strict = { name: "strict", sli: "http-latency", threshold: "200ms", target: "95%" };
const edge = { name: "edge", sli: "http-latency", threshold: "50ms", target: "90%", source: "cdn" };

describe("what counts as slow", () => {
  it("is the strictest threshold measured at the load balancer, in whatever order", () => {
    const expected = { statistic: "p95", seconds: 0.2 };
    expect(objective(loose, strict, edge)).toEqual(expected);
    expect(objective(edge, strict, loose)).toEqual(expected);
  });

  it("is, of two with one threshold, what more requests must meet", () => {
    const most = { ...strict, name: "most", target: "98%" };
    expect(objective(strict, most)).toEqual({ statistic: "p98", seconds: 0.2 });
    expect(objective(most, strict)).toEqual({ statistic: "p98", seconds: 0.2 });
  });

  it("is the plan's p99 where CloudFront alone is measured", () => {
    expect(objective(edge)).toEqual({ statistic: "p99", seconds: 0.7 });
  });
});
