import type { LocatedEntry, LocatedMap, LocatedNode, Origin } from "./located";
import { nameOf } from "./merge";

/** A place in a plan: keys, and members of lists by index or by name. */
export type NodePath = readonly (string | number)[];

/** The node at a path; undefined when there is none. */
export function nodeAtPath(tree: LocatedNode, path: NodePath): LocatedNode | undefined {
  let node: LocatedNode | undefined = tree;
  for (const segment of path) node = node && child(node, segment);
  return node;
}

/** The node at a written path: `services.checkout.scaling.min`, members of lists by name or index. */
export function nodeAt(tree: LocatedNode, path: string): LocatedNode | undefined {
  return nodeAtPath(tree, splitPath(path));
}

/** Where the value at a path was written; of a path that is not there, the nearest node above it. */
export function locate(tree: LocatedNode, path: NodePath): Origin {
  return nearest(tree, path).node.origin;
}

/** Where the key of a path was written; of a member of a list, its `name`; else as {@link locate}. */
export function locateKey(tree: LocatedNode, path: NodePath): Origin {
  const { node, entry } = nearest(tree, path);
  if (entry) return entry.key;
  const name = node.kind === "map" ? node.entries.get("name") : undefined;
  return name && path.length > 0 ? name.value.origin : node.origin;
}

/** The deepest node on a path that exists, with the entry it is the value of. */
function nearest(
  tree: LocatedNode,
  path: NodePath,
): { readonly node: LocatedNode; readonly entry: LocatedEntry | undefined } {
  let node = tree;
  let entry: LocatedEntry | undefined;
  for (const segment of path) {
    const next = child(node, segment);
    if (!next) break;
    entry = node.kind === "map" ? node.entries.get(String(segment)) : undefined;
    node = next;
  }
  return { node, entry };
}

function child(node: LocatedNode, segment: string | number): LocatedNode | undefined {
  if (node.kind === "map") return node.entries.get(String(segment))?.value;
  if (node.kind === "scalar") return undefined;
  if (typeof segment === "number") return node.items[segment];
  const named = node.items.find((item) => nameOf(item) === segment);
  return named ?? (/^\d+$/.test(segment) ? node.items[Number(segment)] : undefined);
}

/** `services.checkout.scaling`: how a place is written, members of named lists by their name. */
export function pathText(tree: LocatedNode, path: NodePath): string {
  const words: string[] = [];
  let node: LocatedNode | undefined = tree;
  for (const segment of path) {
    node = node && child(node, segment);
    const name: string | undefined = typeof segment === "number" && node ? nameOf(node) : undefined;
    words.push(name ?? String(segment));
  }
  return words.join(".");
}

export function splitPath(path: string): readonly string[] {
  return path === "" ? [] : path.split(".");
}

/** Plain values for validation. Maps have no prototype, so that no key of a plan means anything to JavaScript. */
export function toPlain(node: LocatedNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toPlain);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of node.entries) plain[key] = toPlain(value);
  return plain;
}

/** The map under a key of a map; undefined when there is none or it is something else. */
export function mapUnder(map: LocatedMap, key: string): LocatedMap | undefined {
  const value = map.entries.get(key)?.value;
  return value?.kind === "map" ? value : undefined;
}
