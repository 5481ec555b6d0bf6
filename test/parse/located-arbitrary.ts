import fc from "fast-check";
import type { LocatedMap, LocatedNode, Origin } from "../../src/parse/located";

const NAMES = ["a", "b", "c", "name"] as const;

let places = 0;

/** A place that no other node has, so that a test can tell where a value came from. */
function nextOrigin(): Origin {
  places += 1;
  const position = { line: places, column: 1 };
  return { layer: "plan", range: { file: "plan.yaml", start: position, end: position } };
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export function located(value: Plain): LocatedNode {
  const origin = nextOrigin();
  if (Array.isArray(value)) return { kind: "list", origin, items: value.map(located) };
  if (value === null || typeof value !== "object") return { kind: "scalar", origin, value: value as string };
  const entries = Object.entries(value).map(
    ([key, child]) => [key, { key: nextOrigin(), value: located(child) }] as const,
  );
  return { kind: "map", origin, entries: new Map(entries) };
}

export function locatedMap(value: { readonly [key: string]: Plain }): LocatedMap {
  return located(value) as LocatedMap;
}

/** Maps of maps, named lists, plain lists and scalars; with null only where asked for. */
export function locatedMaps({ nulls }: { readonly nulls: boolean }): fc.Arbitrary<LocatedMap> {
  const { map } = fc.letrec<{ map: Record<string, Plain>; node: Plain; scalar: Plain; named: Plain }>((tie) => ({
    scalar: nulls ? fc.constantFrom<Plain>("x", "y", 1, true, null) : fc.constantFrom<Plain>("x", "y", 1, true),
    named: fc.uniqueArray(
      fc.tuple(fc.constantFrom("n1", "n2", "n3"), tie("map")).map(([name, rest]) => ({ ...rest, name })),
      { minLength: 1, maxLength: 3, selector: ({ name }) => name },
    ) as fc.Arbitrary<Plain>,
    node: fc.oneof({ maxDepth: 3 }, tie("scalar"), tie("map"), tie("named")),
    map: fc.dictionary(fc.constantFrom(...NAMES.slice(0, 3)), tie("node"), { maxKeys: 3 }),
  }));
  return map.map((value) => locatedMap(value as Record<string, Plain>));
}
