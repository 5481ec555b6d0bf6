import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkText } from "./check-text";

const PLAN = readFileSync(join(__dirname, "../fixtures/err/schedule-below-target.yaml"), "utf8");
/** 2,000 requests/s ÷ 50 = 40 tasks. */
const MAXIMUM = "      max: 50\n";
const short = PLAN.replace(MAXIMUM, "      max: 39\n");

describe("a maximum below the target", () => {
  it("is an error at full scale, and none where tests run", () => {
    expect(checkText(short).codes).toEqual(["capacity-target"]);
    expect(
      checkText(short.replace("domain: shop.example.com }", "domain: shop.example.com, scale: small }")).codes,
    ).toEqual([]);
  });

  it("is judged by the environment's own numbers", () => {
    const own = short.replace(
      "domain: shop.example.com }",
      "domain: shop.example.com, requirements: { capacity: { growth: 1x } } }",
    );
    expect(checkText(own).codes).toEqual([]);
  });

  it("is no second finding after a value that does not count", () => {
    // Its default of 10 would be short, and nobody chose it.
    expect(checkText(PLAN.replace(MAXIMUM, "      max: many\n")).codes).toEqual(["wrong-type"]);
    expect(checkText(short.replace("growth: 2x", "growth: 0x")).codes).toEqual(["growth-range"]);
  });

  it("is what one cell needs where the plan has several", () => {
    const cells = (count: number) => checkText(short.replace("growth: 2x", `growth: 2x, cells: ${count}`)).codes;
    expect(cells(1)).toContain("capacity-target");
    expect(cells(2)).not.toContain("capacity-target");
  });

  it("is missing where nobody names users", () => {
    expect(checkText(PLAN.replace(/requirements:\n.*\n/, "")).codes).toEqual([]);
  });
});
