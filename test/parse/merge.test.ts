import fc from "fast-check";
import { toPlain } from "../../src/parse/locate";
import type { LocatedMap, LocatedNode } from "../../src/parse/located";
import { asLayer, merge, withoutNulls } from "../../src/parse/merge";
import { locatedMap, locatedMaps } from "./located-arbitrary";

const maps = locatedMaps({ nulls: false });
const mapsWithNulls = locatedMaps({ nulls: true });
const EMPTY = locatedMap({});

/** Every scalar with its path, and the line it was written on. */
function scalars(node: LocatedNode, path = ""): readonly string[] {
  if (node.kind === "scalar") return [`${path}=${node.value}@${node.origin.range.start.line}`];
  if (node.kind === "list") return node.items.flatMap((item, index) => scalars(item, `${path}/${index}`));
  return [...node.entries].flatMap(([key, { value }]) => scalars(value, `${path}/${key}`));
}

function lines(node: LocatedNode): ReadonlySet<number> {
  return new Set(scalars(node).map((text) => Number(text.split("@")[1])));
}

const plain = (map: LocatedMap) => JSON.parse(JSON.stringify(toPlain(map)));

describe("merging", () => {
  it("has the empty map as its identity, on either side", () => {
    fc.assert(
      fc.property(maps, (map) => {
        expect(merge(map, EMPTY)).toEqual(map);
        expect(merge(EMPTY, map).entries).toEqual(map.entries);
      }),
    );
  });

  it("changes nothing when a layer repeats what is there", () => {
    fc.assert(fc.property(maps, (map) => expect(merge(map, map)).toEqual(map)));
  });

  it("is associative as long as nothing changes its kind or is removed", () => {
    const kinds = (map: LocatedMap) => JSON.stringify(shape(map));
    fc.assert(
      fc.property(maps, maps, maps, (a, b, c) => {
        fc.pre(compatible([a, b, c]));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(kinds(a)).toBe(kinds(merge(a, EMPTY)));
      }),
    );
  });

  it("never loses where a value was written: every scalar of the result stands in one of the layers", () => {
    fc.assert(
      fc.property(mapsWithNulls, mapsWithNulls, (base, over) => {
        const known = new Set([...lines(base), ...lines(over)]);
        for (const line of lines(merge(base, over))) expect(known.has(line)).toBe(true);
      }),
    );
  });

  it("keeps every scalar of the later layer, but for the nulls that removed something", () => {
    fc.assert(
      fc.property(maps, maps, (base, over) => {
        const result = lines(merge(base, over));
        for (const line of lines(over)) expect(result.has(line)).toBe(true);
      }),
    );
  });

  it("leaves no null behind once the layers are merged", () => {
    fc.assert(
      fc.property(mapsWithNulls, mapsWithNulls, (base, over) => {
        expect(JSON.stringify(plain(withoutNulls(merge(base, over))))).not.toMatch(/":null/);
      }),
    );
  });

  it("merges lists of named maps by name, in the earlier order, new ones last", () => {
    const base = locatedMap({
      services: [
        { name: "a", min: 1 },
        { name: "b", min: 2 },
      ],
    });
    const over = locatedMap({ services: [{ name: "c" }, { name: "b", max: 9 }] });
    expect(plain(merge(base, over))).toEqual({
      services: [{ name: "a", min: 1 }, { name: "b", min: 2, max: 9 }, { name: "c" }],
    });
  });

  it("keeps a name that a layer gives twice, for the check to find", () => {
    const base = locatedMap({ services: [{ name: "a", min: 1 }] });
    const over = locatedMap({
      services: [
        { name: "a", max: 2 },
        { name: "a", max: 3 },
      ],
    });
    expect(plain(merge(base, over))).toEqual({
      services: [
        { name: "a", min: 1, max: 2 },
        { name: "a", max: 3 },
      ],
    });
  });

  it("replaces other lists, and clears a named one by an empty one", () => {
    const base = locatedMap({ uses: ["a", "b"], slos: [{ name: "x" }] });
    expect(plain(merge(base, locatedMap({ uses: ["c"], slos: [] })))).toEqual({ uses: ["c"], slos: [] });
  });

  it("removes by null, at any depth and inside members", () => {
    const base = locatedMap({ edge: { waf: true, cdn: true }, services: [{ name: "a", port: 1 }] });
    const over = locatedMap({ edge: { waf: null }, services: [{ name: "a", port: null }], absent: null });
    expect(plain(withoutNulls(merge(base, over)))).toEqual({ edge: { cdn: true }, services: [{ name: "a" }] });
  });

  it("moves a tree to another layer without touching where it was written", () => {
    fc.assert(
      fc.property(maps, (map) => {
        const moved = asLayer(map, "environment");
        expect(scalars(moved)).toEqual(scalars(map));
        expect(JSON.stringify([...moved.entries.values()])).not.toContain('"layer":"plan"');
      }),
    );
  });
});

/** Kinds by path: layers whose kinds agree are merged in any grouping. */
function shape(node: LocatedNode, path = "", kinds = new Map<string, Set<string>>()): Map<string, Set<string>> {
  kinds.set(path, (kinds.get(path) ?? new Set()).add(node.kind));
  if (node.kind === "map") for (const [key, { value }] of node.entries) shape(value, `${path}/${key}`, kinds);
  if (node.kind === "list") {
    for (const item of node.items) {
      const name = item.kind === "map" ? item.entries.get("name")?.value : undefined;
      shape(item, `${path}/${name?.kind === "scalar" ? name.value : ""}`, kinds);
    }
  }
  return kinds;
}

function compatible(maps: readonly LocatedMap[]): boolean {
  const kinds = new Map<string, Set<string>>();
  for (const map of maps) shape(map, "", kinds);
  return [...kinds.values()].every((seen) => seen.size === 1);
}
