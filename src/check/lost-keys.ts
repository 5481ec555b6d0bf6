import { nearestName } from "../diagnostics/nearest-name";
import { type NodePath, nodeAtPath } from "../parse/locate";
import type { LocatedNode } from "../parse/located";
import { keysAt } from "./places";
import type { RuleContext } from "./rule";

/**
 * Keys of a map that the plan has but that do not count, since their value is faulty or their name misspelt. Each has a
 * finding of its own already: another one that it is missing would send the author after a second mistake.
 *
 * @param path of the map, in the context's `tree`
 * @param known the keys that matter to the caller; a misspelt one is the nearest of them
 */
export function lostKeys(context: RuleContext, path: NodePath, known: readonly string[]): ReadonlySet<string> {
  const written = asWritten(context, path);
  const kept = new Set(keysAt(context.tree, path));
  const lost = written?.kind === "map" ? [...written.entries.keys()].filter((key) => !kept.has(key)) : [];
  return new Set(lost.flatMap((key) => (known.includes(key) ? key : (nearestName(key, known) ?? []))));
}

/** A node of the tree before faults were left out: members of lists may have had other indexes. */
function asWritten({ tree, written }: RuleContext, path: NodePath): LocatedNode | undefined {
  let node: LocatedNode | undefined = written;
  for (const [index, segment] of path.entries()) {
    const kept = nodeAtPath(tree, path.slice(0, index + 1));
    node = node?.kind === "list" ? node.items.find(({ origin }) => origin === kept?.origin) : child(node, segment);
  }
  return node;
}

function child(node: LocatedNode | undefined, segment: string | number): LocatedNode | undefined {
  return node && nodeAtPath(node, [segment]);
}
