import type { StackEvidence } from "../../src/evidence/evidence";
import type { StackKind } from "../../src/model/stack-kinds";
import { waves } from "../../src/planning/waves";

function stack(kind: StackKind, dependsOn: readonly StackKind[] = [], cold = false): StackEvidence {
  return { name: `shop-${kind}`, kind, cold, resources: 1, dependsOn: dependsOn.map((other) => `shop-${other}`) };
}

const SHOP = [
  stack("bootstrap"),
  stack("foundation"),
  stack("data", ["foundation"]),
  stack("standby", ["foundation", "data"], true),
  stack("services", ["foundation", "data"]),
  stack("observability", ["foundation", "services"]),
  stack("resilience", ["foundation"]),
  stack("cost"),
];

describe("the waves in which stacks apply", () => {
  it("begin with the bootstrap, put a stack after those it reads, and leave a cold standby out", () => {
    expect(waves(SHOP)).toEqual([
      ["shop-bootstrap"],
      ["shop-foundation", "shop-cost"],
      ["shop-data"],
      ["shop-services"],
      ["shop-observability"],
      // It reads outputs of the foundation alone, and names alarms of the others.
      ["shop-resilience"],
    ]);
  });

  it("do not follow from the order in which stacks are listed", () => {
    const sorted = (found: ReturnType<typeof waves>) => found.map((wave) => [...wave].sort());
    expect(sorted(waves([...SHOP].reverse()))).toEqual(sorted(waves(SHOP)));
  });

  it("take a stack that is not among them for applied", () => {
    expect(waves([stack("services", ["data"])])).toEqual([["shop-services"]]);
  });

  it("have no beginning in a circle", () => {
    expect(() => waves([stack("data", ["services"]), stack("services", ["data"])])).toThrow("in a circle");
  });
});
