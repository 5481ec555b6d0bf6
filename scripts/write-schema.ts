import { writeFileSync } from "node:fs";
import { planJsonSchema } from "../src/model/schema/json-schema";

writeFileSync("schema/plan.schema.json", `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
