import type { SourceRange } from "../diagnostics/diagnostic";
import { locateKey, type NodePath, nodeAtPath } from "../parse/locate";
import type { LocatedNode, LocatedScalar } from "../parse/located";
import { isText } from "../parse/node-kinds";

/** A text in the tree with where it stands. */
export interface Word {
  readonly text: string;
  readonly range: SourceRange;
}

/** Where a value stands; of a map, list or value left to its default, the key of what holds it. */
export function placeOf(tree: LocatedNode, path: NodePath): SourceRange {
  const node = nodeAtPath(tree, path);
  return node?.kind === "scalar" ? node.origin.range : locateKey(tree, path).range;
}

/** The texts of a list, or the single text itself. */
export function wordsAt(tree: LocatedNode, path: NodePath): readonly Word[] {
  const node = nodeAtPath(tree, path);
  const items = node?.kind === "list" ? node.items : node ? [node] : [];
  return items.filter(isText).map(word);
}

/** The `name` of each member of a list that has one. */
export function namesAt(tree: LocatedNode, path: NodePath): readonly Word[] {
  return membersAt(tree, path).flatMap((item) => wordsAt(item, ["name"]));
}

export function membersAt(tree: LocatedNode, path: NodePath): readonly LocatedNode[] {
  const node = nodeAtPath(tree, path);
  return node?.kind === "list" ? node.items : [];
}

/** The keys of a map. */
export function keysAt(tree: LocatedNode, path: NodePath): readonly string[] {
  const node = nodeAtPath(tree, path);
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}

function word(node: LocatedScalar & { readonly value: string }): Word {
  return { text: node.value, range: node.origin.range };
}

/** Every scalar and key of a tree, in order. */
export function* texts(node: LocatedNode, path: NodePath = []): Generator<Word & { readonly path: NodePath }> {
  if (node.kind === "scalar") {
    if (isText(node)) yield { ...word(node), path };
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) yield* texts(item, [...path, index]);
  } else {
    for (const [key, { key: origin, value }] of node.entries) {
      yield { text: key, range: origin.range, path };
      yield* texts(value, [...path, key]);
    }
  }
}
