import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Plan } from "../../src/model/plan";
import { OVERLAY_SECTIONS } from "../../src/model/schema/environment";
import { planFileSchema } from "../../src/model/schema/plan-file";
import type { LocatedMap, LocatedNode } from "../../src/parse/located";
import { resolve } from "../../src/resolve/resolve";

const BLUEPRINT = join(__dirname, "../../blueprints/ecommerce-operational-excellence.yaml");

// biome-ignore lint/suspicious/noExplicitAny: tests edit an authored tree of any shape.
type Tree = Record<string, any>;

/** The shipped blueprint, resolved for one of its environments; `change` edits the authored tree first. */
export function blueprintPlan(environment: string, change: (tree: Tree) => void = () => {}): Plan {
  const tree: Tree = parse(readFileSync(BLUEPRINT, "utf8"));
  change(tree);
  const own = { ...tree.environments[environment] };
  for (const section of OVERLAY_SECTIONS) {
    if (own[section] === undefined) continue;
    tree[section] = { ...tree[section], ...own[section] };
    delete own[section];
  }
  tree.environments = { [environment]: own };
  const blueprint = { name: tree.metadata.name, version: tree.metadata.version };
  return resolve(planFileSchema.parse(tree), { environment, tree: located(tree) as LocatedMap, blueprint });
}

function located(value: unknown): LocatedNode {
  const position = { line: 1, column: 1 };
  const origin = { layer: "blueprint" as const, range: { file: "blueprint.yaml", start: position, end: position } };
  if (Array.isArray(value)) return { kind: "list", origin, items: value.map(located) };
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(([key, child]) => [key, { key: origin, value: located(child) }] as const);
    return { kind: "map", origin, entries: new Map(entries) };
  }
  return { kind: "scalar", origin, value: value as string };
}
