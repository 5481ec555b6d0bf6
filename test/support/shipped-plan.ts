import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/check/check";
import type { Plan } from "../../src/model/plan";
import { parsePlan } from "../../src/parse/parse-plan";
import { resolve } from "../../src/resolve/resolve";
import { diskBlueprints } from "../parse/disk-blueprints";

const FOLDER = join(__dirname, "../../blueprints");

/** A shipped blueprint as a plan of its own, through parsing, checks and resolving. */
export function shippedPlan(blueprint: string, environment: string): Plan {
  const name = `${blueprint}.yaml`;
  const { documents } = parsePlan({ name, text: readFileSync(join(FOLDER, name), "utf8") }, diskBlueprints(FOLDER), [
    environment,
  ]);
  const [document] = documents;
  if (document === undefined) throw new Error(`${blueprint} has no environment ${environment}`);
  const { file, diagnostics } = check(document);
  if (file === null) throw new Error(`${blueprint} does not pass its checks: ${JSON.stringify(diagnostics)}`);
  return resolve(file, document);
}
