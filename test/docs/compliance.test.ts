import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { planFileSchema } from "../../src/model/schema/plan-file";
import { blocksOf, readPage } from "../support/page";
import { shippedOutput } from "../support/synthesis";

const PAGE = readPage("docs/compliance.md");
const block = (language: string) => blocksOf(PAGE, language).join("");
const BLUEPRINT = "financial-services-infrastructure-migration";

describe("the page on compliance", () => {
  it("quotes COMPLIANCE.md as it is written", () => {
    const path = join(shippedOutput(BLUEPRINT), "docs", BLUEPRINT, "production/COMPLIANCE.md");
    const lines = readFileSync(path, "utf8").split("\n");
    const quoted = block("markdown").trim().split("\n");
    expect(quoted).toHaveLength(2);
    for (const line of quoted) expect(lines).toContain(line);
  });

  it("shows settings that a plan may have", () => {
    const { requirements, dataStores } = parse(block("yaml"));
    const { shape } = planFileSchema;
    expect(shape.requirements.safeParse(requirements).success).toBe(true);
    expect(shape.dataStores.safeParse([{ ...dataStores[0], engine: "s3" }]).success).toBe(true);
  });
});
