import type { z } from "zod";
import { planFileSchema } from "../model/schema/plan-file";
import { type NodePath, nodeAtPath, toPlain } from "../parse/locate";
import type { LocatedMap, LocatedNode } from "../parse/located";
import { pathOf } from "./shape";

const sectionsSchema = planFileSchema.partial();

/** The sections of a plan that parse. */
export type Sections = z.output<typeof sectionsSchema>;

export interface Pruned {
  readonly sections: Sections;
  /** What the sections were read from, so that list indexes agree. */
  readonly tree: LocatedMap;
}

/** Each pass removes at least one node on every faulty path, and no path of a plan is longer. */
const PASSES_MAX = 20;

/**
 * Leaves out what does not parse, as little as possible, so that a mistake in one place does not hide those in
 * others: a faulty value first, then the map that cannot do without it.
 */
export function withoutFaults(tree: LocatedMap): Pruned {
  let current = tree;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const parsed = sectionsSchema.safeParse(toPlain(current));
    if (parsed.success) return { sections: parsed.data, tree: current };
    const faults = new Set(parsed.error.issues.flatMap((issue) => faultyPaths(current, issue)).map(pathKey));
    current = removed(current, [], faults) as LocatedMap;
  }
  return { sections: sectionsSchema.parse({}), tree: { ...tree, entries: new Map() } };
}

function faultyPaths(tree: LocatedMap, issue: z.core.$ZodIssue): readonly NodePath[] {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
  let present = path;
  while (present.length > 1 && !nodeAtPath(tree, present)) present = present.slice(0, -1);
  return [present];
}

function pathKey(path: NodePath): string {
  return JSON.stringify(path);
}

function removed(node: LocatedNode, path: NodePath, faults: ReadonlySet<string>): LocatedNode {
  const isKept = (segment: string | number) => !faults.has(pathKey([...path, segment]));
  if (node.kind === "map") {
    const entries = [...node.entries]
      .filter(([key]) => isKept(key))
      .map(([key, entry]) => [key, { ...entry, value: removed(entry.value, [...path, key], faults) }] as const);
    return { ...node, entries: new Map(entries) };
  }
  if (node.kind === "scalar") return node;
  const items = node.items.flatMap((item, index) => (isKept(index) ? [removed(item, [...path, index], faults)] : []));
  return { ...node, items };
}
