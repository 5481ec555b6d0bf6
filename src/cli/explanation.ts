import { stringify } from "yaml";
import type { Resolution } from "../compile";
import { nodeAt, splitPath, toPlain } from "../parse/locate";
import type { LocatedNode } from "../parse/located";
import { nameOf } from "../parse/merge";

/** Why one value of a resolved plan is what it is. */
export interface Explanation {
  readonly environment: string;
  readonly path: string;
  /** The resolved value as YAML. */
  readonly value: string;
  /** Each reason on a line of its own, the deciding one first. */
  readonly reasons: readonly string[];
}

/** undefined when the plan has nothing at the path. */
export function explain({ plan, file, document }: Resolution, path: string): Explanation | undefined {
  const written = nodeAt(document.tree, path);
  const decisions = plan.decisions.filter((decision) => decision.path === path || decision.path.startsWith(`${path}.`));
  const filled = valueAt(file, path);
  if (written === undefined && decisions.length === 0 && filled === undefined) return undefined;
  const exact = decisions.find((decision) => decision.path === path);
  const value = exact ? exact.value : shown(written === undefined ? filled : toPlain(written));
  const reasons = decisions.map((decision) =>
    decision === exact
      ? `derived: ${decision.reason}`
      : `${decision.path} = ${decision.value}, derived: ${decision.reason}`,
  );
  if (written !== undefined) reasons.push(...whereWritten(written, path, exact !== undefined));
  else if (exact === undefined && filled !== undefined) reasons.push("default of opsplan/v1");
  return { environment: plan.environment.name, path, value, reasons };
}

/** Paths that continue the longest known part of a path: what could have been meant. */
export function knownBelow({ file }: Resolution, path: string): readonly string[] {
  const steps = splitPath(path);
  for (let length = steps.length - 1; length >= 0; length--) {
    const prefix = steps.slice(0, length).join(".");
    const parent = prefix === "" ? file : valueAt(file, prefix);
    const keys = keysOf(parent);
    if (keys.length > 0) return keys.map((key) => (prefix === "" ? key : `${prefix}.${key}`));
  }
  return [];
}

function whereWritten(node: LocatedNode, path: string, overruled: boolean): readonly string[] {
  const places = new Map<string, string>();
  collectPlaces(node, path, places);
  const lines = [...places].map(([place, what]) =>
    what === path ? `written in ${place}` : `${what} written in ${place}`,
  );
  if (!overruled || node.kind !== "scalar") return lines;
  return [`in place of ${shown(node.value)}, ${lines[0]}`];
}

/** One line for a value that was written in one place; else one for each layer that contributes. */
function collectPlaces(node: LocatedNode, path: string, places: Map<string, string>): void {
  const { range, layer } = node.origin;
  const place = `${range.file}:${range.start.line}:${range.start.column} (${layer})`;
  if (!places.has(place)) places.set(place, path);
  if (node.kind === "map") {
    for (const [key, { value }] of node.entries)
      if (differs(node, value)) collectPlaces(value, `${path}.${key}`, places);
  }
  if (node.kind === "list") {
    node.items.forEach((item, index) => {
      if (differs(node, item)) collectPlaces(item, `${path}.${nameOf(item) ?? index}`, places);
    });
  }
}

function differs(parent: LocatedNode, child: LocatedNode): boolean {
  return child.origin.layer !== parent.origin.layer || child.kind !== "scalar";
}

function valueAt(value: unknown, path: string): unknown {
  return splitPath(path).reduce<unknown>((current, step) => {
    if (Array.isArray(current)) return current.find((item) => item?.name === step) ?? current[Number(step)];
    if (current === null || typeof current !== "object") return undefined;
    return Object.getOwnPropertyDescriptor(current, step)?.value;
  }, value);
}

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item, index) => String(item?.name ?? index));
  return value !== null && typeof value === "object" ? Object.keys(value) : [];
}

function shown(value: unknown): string {
  return stringify(value).trimEnd();
}
