import type { LocatedList, LocatedMap, LocatedNode } from "./located";
import { withEntry } from "./map-edits";
import { nameOf } from "./merge";
import { isNull } from "./node-kinds";

export type SetResult = { readonly node: LocatedNode } | { readonly blocked: string };

/**
 * Writes a value at a path, members of named lists by name. Maps that are not there are made, shown where the value
 * was written; a member that is not there, or a single value in the way, blocks.
 */
export function setAt(tree: LocatedNode, path: readonly string[], value: LocatedNode): SetResult {
  const [segment, ...rest] = path;
  if (segment === undefined) return { node: value };
  if (tree.kind === "map") return setUnderKey(tree, segment, rest, value);
  if (tree.kind === "list") return setInMember(tree, segment, rest, value);
  return { blocked: segment };
}

function setUnderKey(map: LocatedMap, key: string, rest: readonly string[], value: LocatedNode): SetResult {
  const entry = map.entries.get(key);
  const below = entry && !isNull(entry.value) ? entry.value : emptyMap(value);
  const result = setAt(below, rest, value);
  if ("blocked" in result) return result;
  return { node: withEntry(map, key, { key: entry?.key ?? value.origin, value: result.node }) };
}

function setInMember(list: LocatedList, name: string, rest: readonly string[], value: LocatedNode): SetResult {
  const index = list.items.findIndex((item) => nameOf(item) === name);
  const member = list.items[index];
  if (!member) return { blocked: name };
  const result = setAt(member, rest, value);
  return "blocked" in result ? result : { node: { ...list, items: list.items.with(index, result.node) } };
}

function emptyMap({ origin }: LocatedNode): LocatedMap {
  return { kind: "map", origin, entries: new Map() };
}
