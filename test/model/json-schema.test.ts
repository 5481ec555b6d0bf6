import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planJsonSchema } from "../../src/model/schema/json-schema";

describe("schema/plan.schema.json", () => {
  it("is what `npm run schema` writes", () => {
    const committed = readFileSync(join(__dirname, "../../schema/plan.schema.json"), "utf8");
    expect(committed).toBe(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
  });

  it("asks a layer for its head only, and lets environments override sections", () => {
    const schema = planJsonSchema() as {
      required: string[];
      properties: { environments: { additionalProperties: { properties: Record<string, unknown> } } };
    };
    expect(schema.required).toEqual(["apiVersion", "kind", "metadata"]);
    expect(schema.properties.environments.additionalProperties.properties.network).toEqual({
      $ref: "#/properties/network",
    });
  });
});
