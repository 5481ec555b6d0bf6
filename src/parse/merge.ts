import type { Layer, LocatedEntry, LocatedList, LocatedMap, LocatedNode } from "./located";
import { isNull, isText } from "./node-kinds";

/**
 * Puts a later layer over an earlier one. Maps merge; lists whose members are all maps with a `name` merge by name,
 * in the earlier order with new members last; any other value, an empty list included, replaces what was there;
 * `null` under a key removes it. Every node keeps where it was written; a map or list made of both is shown where
 * the later layer wrote it.
 */
export function merge(base: LocatedMap, over: LocatedMap): LocatedMap {
  if (over.entries.size === 0) return base;
  const entries = new Map<string, LocatedEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = base.entries.get(key);
    if (below && isNull(entry.value)) entries.delete(key);
    else entries.set(key, below ? { key: entry.key, value: mergeNodes(below.value, entry.value) } : entry);
  }
  return { kind: "map", origin: over.origin, entries };
}

function mergeNodes(base: LocatedNode, over: LocatedNode): LocatedNode {
  if (base.kind === "map" && over.kind === "map") return merge(base, over);
  if (base.kind === "list" && over.kind === "list" && isNamed(base) && isNamed(over)) return mergeNamed(base, over);
  return over;
}

function isNamed(list: LocatedList): boolean {
  return list.items.length > 0 && list.items.every((item) => nameOf(item) !== undefined);
}

/** The text under `name` of a map. */
export function nameOf(node: LocatedNode): string | undefined {
  const name = node.kind === "map" ? node.entries.get("name")?.value : undefined;
  return isText(name) ? name.value : undefined;
}

/** A name that a layer repeats stays repeated, so that the check for duplicates still sees it. */
function mergeNamed(base: LocatedList, over: LocatedList): LocatedList {
  const items = [...base.items];
  const open = firstIndexByName(base);
  for (const item of over.items) {
    const name = nameOf(item) ?? "";
    const index = open.get(name);
    const below = index === undefined ? undefined : base.items[index];
    if (index === undefined || below === undefined) items.push(item);
    else items[index] = mergeNodes(below, item);
    open.delete(name);
  }
  return { kind: "list", origin: over.origin, items };
}

function firstIndexByName(list: LocatedList): Map<string, number> {
  const indexes = new Map<string, number>();
  list.items.forEach((item, index) => {
    const name = nameOf(item);
    if (name !== undefined && !indexes.has(name)) indexes.set(name, index);
  });
  return indexes;
}

/** Removes keys whose value is null: what is left of them once no further layer follows. */
export function withoutNulls(map: LocatedMap): LocatedMap {
  const entries = [...map.entries]
    .filter(([, { value }]) => !isNull(value))
    .map(([key, entry]) => [key, { ...entry, value: withoutNullsIn(entry.value) }] as const);
  return { ...map, entries: new Map(entries) };
}

function withoutNullsIn(node: LocatedNode): LocatedNode {
  if (node.kind === "map") return withoutNulls(node);
  if (node.kind === "list") return { ...node, items: node.items.map(withoutNullsIn) };
  return node;
}

/** The same tree as part of another layer. */
export function asLayer<N extends LocatedNode>(node: N, layer: Layer): N {
  return relayered(node, layer) as N;
}

function relayered(node: LocatedNode, layer: Layer): LocatedNode {
  const origin = { ...node.origin, layer };
  if (node.kind === "scalar") return { ...node, origin };
  if (node.kind === "list") return { ...node, origin, items: node.items.map((item) => relayered(item, layer)) };
  const entries = [...node.entries].map(
    ([key, entry]) => [key, { key: { ...entry.key, layer }, value: relayered(entry.value, layer) }] as const,
  );
  return { ...node, origin, entries: new Map(entries) };
}
