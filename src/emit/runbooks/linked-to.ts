import type { Link, Nodes } from "mdast";
import type { Runbook } from "../../model/catalogue/runbooks";
import type { Block } from "../markdown/blocks";

/**
 * Runbooks refer to each other, and some are written only when an alarm leads there. A link to one that is not
 * written leads to the incident runbook, which always is.
 */
export function linkedTo(written: readonly Runbook[], blocks: readonly Block[]): readonly Block[] {
  for (const block of blocks) visit(block, (link) => redirect(link, written));
  return blocks;
}

function redirect(link: Link, written: readonly Runbook[]): void {
  const runbook = /^([a-z-]+)\.md$/.exec(link.url)?.[1];
  if (runbook === undefined || written.some((name) => name === runbook)) return;
  link.url = "incident.md";
  link.children = [{ type: "text", value: "incident.md" }];
}

function visit(node: Nodes, change: (link: Link) => void): void {
  if (node.type === "link") change(node);
  if ("children" in node) for (const child of node.children) visit(child, change);
}
