import {
  missingParameter,
  parameterDeclaration,
  parameterPath,
  parametersWithoutBlueprint,
  parameterValue,
  unknownParameter,
} from "../diagnostics/catalogue/layers";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { locateKey, mapUnder, nodeAt, splitPath } from "./locate";
import type { LocatedEntry, LocatedMap, LocatedScalar, Origin } from "./located";
import { isNull, isText } from "./node-kinds";
import { setAt } from "./set-at";

/** A parameter that a blueprint declares. */
export interface Declaration {
  readonly name: string;
  readonly key: Origin;
  readonly description: string;
  readonly default: LocatedScalar | null;
  readonly sets: readonly (LocatedScalar & { readonly value: string })[];
}

export type Declarations = ReadonlyMap<string, Declaration>;

/** A value that a plan, or a blueprint on top of another, gives to a parameter. */
export interface ParameterValue {
  readonly name: string;
  readonly key: Origin;
  readonly value: LocatedScalar;
}

interface Parameters {
  readonly values: readonly ParameterValue[];
  readonly declarations: Declarations;
}

/** Sorts a file's `parameters` into values and declarations; the latter only a blueprint can have. */
export function readParameters(
  tree: LocatedMap,
  isBlueprint: boolean,
  report: (found: Diagnostic) => void,
): Parameters {
  const values: ParameterValue[] = [];
  const declarations = new Map<string, Declaration>();
  for (const [name, { key, value }] of mapUnder(tree, "parameters")?.entries ?? []) {
    if (value.kind === "scalar") {
      if (!isNull(value)) values.push({ name, key, value });
      continue;
    }
    const declaration = isBlueprint ? declarationOf(name, { key, value }) : undefined;
    if (declaration) declarations.set(name, declaration);
    else
      report(isBlueprint ? parameterDeclaration(key.range, name) : parameterValue(key.range, name, `a ${value.kind}`));
  }
  return { values, declarations };
}

function declarationOf(name: string, { key, value }: LocatedEntry): Declaration | undefined {
  if (value.kind !== "map") return undefined;
  const description = value.entries.get("description")?.value;
  const fallback = value.entries.get("default")?.value;
  const sets = value.entries.get("sets")?.value;
  if (!isText(description) || sets?.kind !== "list" || (fallback && fallback.kind !== "scalar")) return undefined;
  const paths = sets.items.filter(isText);
  if (paths.length === 0 || paths.length < sets.items.length) return undefined;
  const written = fallback && !isNull(fallback) ? fallback : null;
  return { name, key, description: description.value, default: written, sets: paths };
}

/** Writes a value to every place that its parameter sets. */
export function writeParameter(
  tree: LocatedMap,
  declaration: Declaration,
  value: LocatedScalar,
  report: (found: Diagnostic) => void,
): LocatedMap {
  const node: LocatedScalar = { ...value, origin: { layer: "parameter", range: value.origin.range } };
  let current = tree;
  for (const path of declaration.sets) {
    const result = setAt(current, splitPath(path.value), node);
    if ("blocked" in result) report(parameterPath(path.origin.range, path.value, result.blocked));
    else if (result.node.kind === "map") current = result.node;
  }
  return current;
}

/** Defaults go in where their blueprint declares them, so that a later layer's own value still wins. */
export function writeDefaults(
  tree: LocatedMap,
  declarations: Declarations,
  report: (found: Diagnostic) => void,
): LocatedMap {
  return [...declarations.values()].reduce(
    (current, declaration) =>
      declaration.default ? writeParameter(current, declaration, declaration.default, report) : current,
    tree,
  );
}

/** Writes the values that a file gives to the parameters of the blueprint it uses. */
export function writeValues(
  tree: LocatedMap,
  declarations: Declarations,
  values: readonly ParameterValue[],
  report: (found: Diagnostic) => void,
): LocatedMap {
  let current = tree;
  for (const { name, key, value } of values) {
    const declaration = declarations.get(name);
    if (declaration) current = writeParameter(current, declaration, value, report);
    else report(unknownParameter(key.range, name, [...declarations.keys()]));
  }
  return current;
}

/** What a blueprint gives to the one below it is, for what builds on both, a default. */
export function withValuesAsDefaults(declarations: Declarations, values: readonly ParameterValue[]): Declarations {
  const given = new Map(values.map(({ name, value }) => [name, value]));
  return new Map(
    [...declarations].map(([name, declaration]) => [
      name,
      { ...declaration, default: given.get(name) ?? declaration.default },
    ]),
  );
}

/** Parameters without a default that got no value, and whose places the plan does not write itself either. */
export function missingParameters(
  declarations: Declarations,
  values: readonly ParameterValue[],
  tree: LocatedMap,
): readonly Diagnostic[] {
  const given = new Set(values.map(({ name }) => name));
  const place = locateKey(tree, [tree.entries.has("parameters") ? "parameters" : "uses"]).range;
  return [...declarations.values()]
    .filter((declaration) => !declaration.default && !given.has(declaration.name))
    .filter(({ sets }) => sets.some((path) => nodeAt(tree, path.value) === undefined))
    .map(({ name, description, key }) => missingParameter(place, name, description, key.range));
}

/** Values without a blueprint that could take them. */
export function strayParameters(values: readonly ParameterValue[]): readonly Diagnostic[] {
  return values.slice(0, 1).map(({ key }) => parametersWithoutBlueprint(key.range));
}
