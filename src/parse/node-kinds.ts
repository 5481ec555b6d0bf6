import type { LocatedNode, LocatedScalar } from "./located";

/** `key: null` and `key:` with nothing after it: what removes a value of an earlier layer. */
export function isNull(node: LocatedNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

export function isText(node: LocatedNode | undefined): node is LocatedScalar & { readonly value: string } {
  return node?.kind === "scalar" && typeof node.value === "string";
}
