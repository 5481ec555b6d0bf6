import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SHIPPED_BLUEPRINTS } from "../support/shipped-blueprints";
import { filesBelow, shippedOutput } from "../support/synthesis";

describe.each(SHIPPED_BLUEPRINTS)("the output of %s", (blueprint) => {
  const golden = join(__dirname, "../golden", blueprint);
  const output = shippedOutput(blueprint);

  // `npm run goldens` rewrites them; the diff is then read as a reviewer would read it.
  if (process.env.UPDATE_GOLDENS === "1") {
    rmSync(golden, { recursive: true, force: true });
    cpSync(output, golden, { recursive: true });
  }
  const expected = filesBelow(golden);

  it("has the golden files, no more and no fewer", () => {
    expect(filesBelow(output)).toEqual(expected);
  });

  it.each(expected)("%s is as recorded", (file) => {
    expect(readFileSync(join(output, file), "utf8")).toBe(readFileSync(join(golden, file), "utf8"));
  });
});
