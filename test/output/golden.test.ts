import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, shippedOutput } from "../support/synthesis";

const GOLDEN = join(__dirname, "../golden/ecommerce-operational-excellence");

// `npm run goldens` rewrites them; the diff is then read as a reviewer would read it.
if (process.env.UPDATE_GOLDENS === "1") {
  rmSync(GOLDEN, { recursive: true, force: true });
  cpSync(shippedOutput(), GOLDEN, { recursive: true });
}

describe("the shipped blueprint's output", () => {
  const expected = filesBelow(GOLDEN);

  it("has the golden files, no more and no fewer", () => {
    expect(filesBelow(shippedOutput())).toEqual(expected);
  });

  it.each(expected)("%s is as recorded", (file) => {
    expect(readFileSync(join(shippedOutput(), file), "utf8")).toBe(readFileSync(join(GOLDEN, file), "utf8"));
  });
});
